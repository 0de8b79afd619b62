#!/usr/bin/env bash
# Checks the definitions, runs the tests and tells what a pull request changes,
# all of it even where the first has found something. Fails where one of them
# does.
set -uo pipefail

failed=0
# try runs one command between marks that GitHub folds.
try() {
	echo "::group::$*"
	"$@" || failed=1
	echo "::endgroup::"
}

try kpi validate --file "$KPI_FILE" --fail-on "$KPI_FAIL_ON" --format github
if [[ -n $KPI_SARIF ]]; then
	# Its findings have been told.
	kpi validate --file "$KPI_FILE" --format sarif --output "$KPI_SARIF" >/dev/null 2>&1 || true
	[[ -s $KPI_SARIF ]] || { echo "::error::kpi: no findings were written to $KPI_SARIF"; failed=1; }
fi
if [[ $KPI_TEST == true ]]; then
	try kpi test --file "$KPI_FILE"
fi
if [[ $KPI_DIFF == true && -n $KPI_BASE ]]; then
	options=(--file "$KPI_FILE" --format markdown --output "$RUNNER_TEMP/kpi-diff.md")
	[[ $KPI_VALUES == true ]] || options+=(--no-values)
	# Three dots: what the target branch has got since is no change of ours.
	try kpi diff "${options[@]}" "$KPI_BASE..."
	# What was found, beside the lines that it is about.
	kpi diff --file "$KPI_FILE" --no-values --format github "$KPI_BASE..." 2>/dev/null || true
	[[ ! -s $RUNNER_TEMP/kpi-diff.md ]] || cat "$RUNNER_TEMP/kpi-diff.md" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$failed"
