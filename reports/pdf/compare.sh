#!/usr/bin/env bash
# Prints side by side what kpi, Chromium and WeasyPrint make of the same report: the
# first from the scorecard, the others from its HTML. It needs chromium, weasyprint,
# pdfinfo and pdftotext (Debian: chromium weasyprint poppler-utils).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# row NAME FILE COMMAND… runs a command that writes a PDF, and prints a line of it.
row() {
	local name=$1 file=$2 start
	shift 2
	start=$(date +%s%N)
	"$@" >"$tmp/log" 2>&1 || { cat "$tmp/log"; return 1; }
	printf '%-12s %7d ms %9d bytes %5s pages  tagged: %-4s %7d words\n' "$name" $((($(date +%s%N) - start) / 1000000)) "$(stat -c %s "$file")" \
		"$(pdfinfo "$file" | awk '$1 == "Pages:" {print $2}')" "$(pdfinfo "$file" | awk '$1 == "Tagged:" {print $2}')" "$(pdftotext "$file" - | wc -w)"
}

go build -o "$tmp/kpi" ./cmd/kpi
"$tmp/kpi" report -o "$tmp/report.html" >/dev/null 2>&1
row kpi "$tmp/kpi.pdf" "$tmp/kpi" report -o "$tmp/kpi.pdf"
row chromium "$tmp/chromium.pdf" chromium --headless --no-sandbox --no-pdf-header-footer --print-to-pdf="$tmp/chromium.pdf" "$tmp/report.html"
row weasyprint "$tmp/weasyprint.pdf" weasyprint "$tmp/report.html" "$tmp/weasyprint.pdf"
echo "The time of kpi is that of reading and computing the data, too; the others print a page that is made already."
