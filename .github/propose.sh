#!/usr/bin/env bash
# .github/propose.sh BRANCH TITLE BODY_FILE [TRAILERS_FILE]: commits what changed in environments/ and
# proposes it as a pull request against $BASE, which is updated where it is open already. Nothing
# changed is fine. GH_TOKEN may write contents and pull requests.
set -euo pipefail
branch="$1" title="$2" body="$3" trailers="${4:-}"

if [ -z "$(git status --porcelain -- environments)" ]; then
  echo "nothing to propose"
  exit 0
fi
message="$(mktemp)"
{ echo "$title"; if [ -n "$trailers" ]; then echo; cat "$trailers"; fi; } > "$message"
git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git switch --quiet --force-create "$branch"
git add -- environments
git commit --quiet --file "$message"
gh auth setup-git
# The branch is this workflow's own and always holds one commit on top of the base.
git push --quiet --force origin "$branch"
number="$(gh pr list --head "$branch" --base "$BASE" --state open --json number --jq '.[0].number // empty')"
if [ -n "$number" ]; then
  gh pr edit "$number" --title "$title" --body-file "$body"
else
  gh pr create --head "$branch" --base "$BASE" --title "$title" --body-file "$body"
fi
