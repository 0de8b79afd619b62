#!/usr/bin/env bash
# Gets the release of kpi that the action was asked for by its tag, proves its sum
# and puts it on the path. Says found=false where there is none for this system,
# or where the action was asked for by a branch or a commit.
set -euo pipefail

# absent ends without a program.
absent() {
	echo "found=false" >>"$GITHUB_OUTPUT"
	echo "kpi: $1; it is built from source"
	exit 0
}

[[ $KPI_RELEASE =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]] || absent "\"$KPI_RELEASE\" is no release"
case $RUNNER_OS in
Linux) system=linux ending=.tar.gz ;;
macOS) system=darwin ending=.tar.gz ;;
Windows) system=windows ending=.zip ;;
*) absent "there is no release for $RUNNER_OS" ;;
esac
case $RUNNER_ARCH in
X64) machine=amd64 ;;
ARM64) machine=arm64 ;;
*) absent "there is no release for $RUNNER_ARCH" ;;
esac

name=kpi_${KPI_RELEASE}_${system}_${machine}
folder=$RUNNER_TEMP/kpi
mkdir -p "$folder"
cd "$folder"
get() { curl --fail --silent --show-error --location --retry 3 --output "$1" "$KPI_DOWNLOADS/$KPI_RELEASE/$1"; }
get SHA256SUMS && get "$name$ending" || absent "$name$ending cannot be read"

# What is there and is not what was released is no reason to go on.
sums=sha256sum
command -v sha256sum >/dev/null || sums="shasum -a 256"
awk -v name="$name$ending" '$2 == name' SHA256SUMS >sum
[[ -s sum ]] || { echo "::error::kpi: SHA256SUMS does not list $name$ending"; exit 1; }
$sums --check --status sum || { echo "::error::kpi: $name$ending is not the file that was released"; exit 1; }

if [[ $ending == .zip ]]; then
	unzip -q "$name$ending"
else
	tar --extract --gzip --file "$name$ending"
fi
echo "$folder/$name" >>"$GITHUB_PATH"
echo "found=true" >>"$GITHUB_OUTPUT"
