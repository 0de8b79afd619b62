#!/usr/bin/env bash
# Builds kpi for the machine that it runs on and packs it with its licences:
#
#   release.sh VERSION FOLDER
#
# writes FOLDER/kpi_VERSION_SYSTEM_MACHINE.tar.gz, or .zip for Windows. DuckDB is
# C++, so that each system builds its own. The same source gives the same binary
# on the same machine.
set -euo pipefail

version=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."

[[ $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] ||
	{ echo "release.sh: a version is such as v1.2.0, not \"$version\"" >&2; exit 2; }

# licences copies the licence of every module that is linked, and of the fonts.
licences() {
	local module source file
	while read -r module source; do
		for file in "$source"/LICENSE* "$source"/COPYING* "$source"/NOTICE*; do
			[[ -f $file ]] || continue
			mkdir -p "$1/$module"
			cp "$file" "$1/$module"
		done
		[[ -d $1/$module ]] || { echo "release.sh: $module has no licence" >&2; return 1; }
	done < <(go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}' ./cmd/kpi | sort -u)
	mkdir -p "$1/fonts"
	cp reports/pdf/fonts/NOTICE reports/pdf/fonts/*-OFL.txt "$1/fonts"
}

system=$(go env GOOS) machine=$(go env GOARCH) ending=$(go env GOEXE)
name=kpi_${version}_${system}_${machine}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/$name"

go build -trimpath -ldflags "-s -w -X main.release=$version" -o "$tmp/$name/kpi$ending" ./cmd/kpi
cp LICENSE README.md README.zh-CN.md CHANGELOG.md "$tmp/$name"
licences "$tmp/$name/licences"

# It has to do its work here before anybody gets it.
said=$("$tmp/$name/kpi$ending" --version)
[[ $said == *" $version" ]] || { echo "release.sh: the program says \"$said\"" >&2; exit 1; }
"$tmp/$name/kpi$ending" report --file kpis.yaml -o "$tmp/scorecard.pdf"
[[ -s $tmp/scorecard.pdf ]]

cd "$tmp"
if [[ $system == windows ]]; then
	7z a -bso0 "$folder/$name.zip" "$name"
else
	tar --create --gzip --file "$folder/$name.tar.gz" "$name"
fi
