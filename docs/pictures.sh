#!/usr/bin/env bash
# Draws the pictures of docs/ and of the README from the reports themselves: a page
# of each type, found by what is written on it. It needs pdftotext and pdftoppm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# page REPORT NUMBER NAME draws one page.
page() { pdftoppm -r 60 -f "$2" -l "$2" -singlefile -png "$1" "docs/$3"; }

# find_page REPORT WORDS AFTER prints the number of the first page after AFTER with
# a line that matches these words.
find_page() {
	local pages number
	pages=$(pdfinfo "$1" | awk '$1 == "Pages:" {print $2}')
	for ((number = $3 + 1; number <= pages; number++)); do
		if pdftotext -f "$number" -l "$number" "$1" - | grep -qxE "$2"; then
			echo "$number"
			return
		fi
	done
	echo "no page says: $2" >&2
	return 1
}

go run ./cmd/kpi report --by region -o "$tmp/sales.pdf"
page "$tmp/sales.pdf" 1 scorecard
contents=$(find_page "$tmp/sales.pdf" "Contents" 0)
page "$tmp/sales.pdf" "$contents" page-contents
for each in "What the numbers tell:evidence" "Definition and checks:kpi" "By region:breakdown" "New deals by region, .*:members" "Definitions:definitions" "Data quality:quality" "Sign-off:sign-off"; do
	page "$tmp/sales.pdf" "$(find_page "$tmp/sales.pdf" "${each%%:*}" "$contents")" "page-${each##*:}"
done
go run ./cmd/kpi report --locale zh-CN -o "$tmp/chinese.pdf"
page "$tmp/chinese.pdf" 1 page-chinese
