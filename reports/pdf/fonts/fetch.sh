#!/usr/bin/env bash
# Fetches the fonts of this folder from where they are published, cuts the
# Chinese ones, and checks that what comes out is what is committed here. Nobody
# needs it but who wants to see that, or to change the set of letters: the
# program and its tests use the committed files. It needs npm, and python3 with
# venv; the same input gives the same files.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# fetch PACKAGE VERSION unpacks an npm package into a folder of its last name.
fetch() {
	npm pack --silent "@expo-google-fonts/$1@$2" >/dev/null
	mkdir "$1"
	tar -xzf "expo-google-fonts-$1-$2.tgz" -C "$1" --strip-components=1
}

# same FILE SHA256 stops where a fetched file is not the one that we know.
same() {
	echo "$2  $1" | sha256sum --check --quiet
}

fetch source-sans-3 0.4.1
same source-sans-3/400Regular/SourceSans3_400Regular.ttf 393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a
same source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf bd2550fce2d295b0bf20bd8b1b7f1477da834f1066bd850aafdb4787a67a63ca
fetch noto-sans-sc 0.4.3
same noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16
same noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf b5eb7510dff58e0626c72c0861d83a3ed2be1d03047cf90a623682b8667bc5ff

python3 -m venv tools
tools/bin/pip install --quiet fonttools==4.68.0

# The letters: all of GB2312, those of hanzi.txt, and what stands between them:
# punctuation, kana, full-width forms, Roman and circled numbers, units.
tools/bin/python - "$here/hanzi.txt" >letters <<'PYTHON'
import sys
letters = {c for c in map(ord, open(sys.argv[1], encoding="utf-8").read()) if c > 32}
for row in range(0xA1, 0xFF):
    for cell in range(0xA1, 0xFF):
        try:
            letters.add(ord(bytes([row, cell]).decode("gb2312")))
        except UnicodeDecodeError:
            pass
for first, last in [(0x3000, 0x30FF), (0x31F0, 0x31FF), (0xFF01, 0xFF9F), (0xFFE0, 0xFFE6), (0x2150, 0x217F), (0x2460, 0x2473),
                    (0x3220, 0x324F), (0x3280, 0x32AF), (0x3380, 0x33DF)]:
    letters.update(range(first, last + 1))
letters.update(map(ord, "·—―‘’“”…"))
print(",".join(f"{c:X}" for c in sorted(letters)))
PYTHON

cut() {
	tools/bin/pyftsubset "$1" --unicodes-file=letters --output-file="$2" --no-hinting --layout-features= \
		--drop-tables+=BASE,GDEF,GPOS,GSUB,STAT,gasp,prep,vhea,vmtx --name-IDs=0,1,2,4,5,6,7,13,14
}
cut noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf NotoSansSC_400Regular.cut.ttf
cut noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf NotoSansSC_600SemiBold.cut.ttf

cp source-sans-3/400Regular/SourceSans3_400Regular.ttf source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf "$here"
cp source-sans-3/LICENSE_FONT "$here/SourceSans3-OFL.txt"
cp noto-sans-sc/LICENSE_FONT "$here/NotoSansSC-OFL.txt"
for weight in 400Regular 600SemiBold; do
	# Another gzip may pack otherwise what is the same.
	if ! gzip -dc "$here/NotoSansSC_$weight.cut.ttf.gz" 2>/dev/null | cmp --quiet - "NotoSansSC_$weight.cut.ttf"; then
		gzip -9nc "NotoSansSC_$weight.cut.ttf" >"$here/NotoSansSC_$weight.cut.ttf.gz"
		echo "NotoSansSC_$weight.cut.ttf.gz has changed"
	fi
done
cd "$here"
sha256sum --check --quiet SHA256SUMS && echo "the fonts are those of SHA256SUMS"
