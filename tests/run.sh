#!/usr/bin/env bash
# Every test there is: gates, SQLite, PostgreSQL, combined coverage, journeys with axe, wheel.
# Needs Chromium (CHROMIUM=/path), LibreOffice Calc (SOFFICE=/path) and a PostgreSQL server (ATHAR_TEST_POSTGRES=postgresql://USER:PASSWORD@HOST:PORT);
# says plainly when one is missing. FAST=1 leaves out PostgreSQL, the browser and the wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
py=.venv/bin/python
start=$SECONDS
stage() { printf '\n== %s (%d s so far)\n' "$1" $((SECONDS - start)); }
for name in $(compgen -e ATHAR_); do
  [ "$name" = ATHAR_TEST_POSTGRES ] || unset "$name"
done
unset PYTHONDONTWRITEBYTECODE # many tests start the program: compiled modules halve their time
work=$(mktemp -d)
beside=
cleanup() {
  [ -z "$beside" ] || kill -- "-$beside" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
export ATHAR_DATA_DIR="$work/data"

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ] && [ -z "${FAST:-}" ]; then
  echo "make test needs Chromium for the journeys. On Debian: apt-get install chromium. Or name yours: CHROMIUM=/path make test."
  exit 1
fi
export CHROMIUM=$chromium
soffice=${SOFFICE:-$(command -v soffice || true)}
if [ -z "$soffice" ] && [ -z "${FAST:-}" ]; then
  echo "make test needs LibreOffice Calc and Writer to open the workbooks and documents it writes. On Debian: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui. Or name yours: SOFFICE=/path make test."
  exit 1
fi
export SOFFICE=$soffice
postgres=${ATHAR_TEST_POSTGRES:-}
if [ -z "$postgres" ] && [ -z "${FAST:-}" ]; then
  for try in postgresql://postgres@127.0.0.1:5432 postgresql://postgres:postgres@127.0.0.1:5432; do
    if $py -c "import psycopg,sys; psycopg.connect(sys.argv[1]+'/postgres', connect_timeout=3)" $try 2>/dev/null; then postgres=$try; break; fi
  done
  if [ -z "$postgres" ]; then
    echo "make test needs a PostgreSQL server (15 or newer) on 127.0.0.1:5432 with user postgres, or ATHAR_TEST_POSTGRES=postgresql://USER:PASSWORD@HOST:PORT. On Debian: apt-get install postgresql."
    exit 1
  fi
fi

# Modules stay whole: what a module prepares once is prepared in one worker only. The longest go first.
suite=(-m pytest -q -n "${TEST_WORKERS:-2}" --dist loadfile --no-loadscope-reorder
  --ignore=tests/journeys --ignore=tests/contracts)
# Measuring takes a third of the time: a branch that only PostgreSQL takes is measured when the tests
# that take it stand here (see tests/second_database.py).
own_ways=(
  tests/{api,indicators,rows,search,trail} tests/rollups/cells tests/intake/values
  tests/intake/{agreements,projects}/test_together.py tests/finance/test_funding.py
  tests/reporting/test_actions.py tests/portal/test_values.py tests/config/test_archive.py
)

if [ -z "${FAST:-}" ]; then
  stage "the wheel and the small benchmarks, beside what follows"
  export TEST_INSTALLATIONS="$work/installations"
  setsid bash tests/beside.sh >"$work/beside" 2>&1 &
  beside=$!
fi
stage "gates"
bash tests/check.sh
until [ -z "$beside" ] || [ -e "$TEST_INSTALLATIONS" ]; do
  kill -0 "$beside" 2>/dev/null || { cat "$work/beside"; exit 1; }
  sleep 1
done
export COVERAGE_FILE="$work/.coverage"
stage "tests on SQLite"
$py -m coverage run "${suite[@]}" -m "not postgres"
if [ -z "${FAST:-}" ]; then
  # whoever waits for a lock for minutes waits for ever: say so instead; nothing here outlives a crash
  on_postgres=(env PGOPTIONS="-c lock_timeout=5min -c synchronous_commit=off" ATHAR_DATABASE_URL="$postgres/athar_$$" $py)
  stage "tests on PostgreSQL; measured where code goes other ways there"
  "${on_postgres[@]}" -m coverage run "${suite[@]}" -p tests.second_database "${own_ways[@]/#/--measure=}"
fi
stage "coverage of both runs together"
$py -m coverage combine --quiet
$py tests/coverage_gate.py
unset COVERAGE_FILE
if [ -z "${FAST:-}" ]; then
  stage "journeys and axe in Chromium"
  $py -m pytest -q -n "${TEST_WORKERS:-2}" --dist loadgroup --no-loadscope-reorder tests/journeys
  stage "the wheel and the small benchmarks, told"
  code=0
  wait "$beside" || code=$?
  cat "$work/beside"
  [ "$code" = 0 ]
fi
stage "done"
