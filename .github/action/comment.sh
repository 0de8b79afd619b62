#!/usr/bin/env bash
# Puts the diff into one comment on the pull request, which a later run changes.
# A pull request from a fork may not comment; that fails nothing.
set -uo pipefail

diff=$RUNNER_TEMP/kpi-diff.md
mark='<!-- kpi diff -->'
[[ -s $diff ]] || { echo "kpi: there is no diff to comment"; exit 0; }

body=$RUNNER_TEMP/kpi-comment.md
{ echo "$mark"; cat "$diff"; } >"$body"
comments=repos/$GITHUB_REPOSITORY/issues/$KPI_PULL_REQUEST/comments
known=$(gh api --paginate "$comments" --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id" | head -n 1)
if [[ -n $known ]]; then
	gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$known" --field body=@"$body"
else
	gh api --silent --method POST "$comments" --field body=@"$body"
fi || echo "::notice::kpi: the diff is in the summary of the job; commenting was not allowed"
