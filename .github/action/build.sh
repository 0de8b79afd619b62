#!/usr/bin/env bash
# Builds kpi from the source of the action and puts it on the path.
set -euo pipefail

folder=$RUNNER_TEMP/kpi
mkdir -p "$folder"
cd "$GITHUB_ACTION_PATH"
go build -trimpath -o "$folder/kpi$(go env GOEXE)" ./cmd/kpi
echo "$folder" >>"$GITHUB_PATH"
