#!/usr/bin/env bash
# Every gate of the house rules that needs no database server and no browser.
set -euo pipefail
cd "$(dirname "$0")/.."
py=.venv/bin/python
failed=()
gate() { # name, command…
  local name=$1; shift
  local start=$SECONDS
  if "$@" >/tmp/athar-gate.$$ 2>&1; then
    printf 'ok      %-28s %3ds\n' "$name" $((SECONDS - start))
  else
    printf 'FAILED  %-28s %3ds\n' "$name" $((SECONDS - start))
    cat /tmp/athar-gate.$$
    failed+=("$name")
  fi
  rm -f /tmp/athar-gate.$$
}
gate "lint" $py -m ruff check .
gate "format" $py -m ruff format --check .
gate "types" $py -m mypy
gate "imports only downwards" .venv/bin/lint-imports --no-cache
gate "migrations complete" $py -m django makemigrations --check --dry-run --settings athar.config.settings
gate "catalogues complete" bash tests/messages.sh check
gate "contracts" $py -m pytest -q -p no:cacheprovider tests/contracts
if ((${#failed[@]})); then echo "Gates failed: ${failed[*]}"; exit 1; fi
echo "All gates hold."
