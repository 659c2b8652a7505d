#!/usr/bin/env bash
# Builds the wheel, installs it beside the locked requirements in an environment of its own, and from
# another directory sets up, loads the demonstration, serves a page in each language and its assets.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  rm -rf "$work"
}
trap cleanup EXIT
unset PYTHONDONTWRITEBYTECODE PYTHONPATH

# Built from a copy: setuptools writes beside what it builds.
git ls-files -z --cached --others --exclude-standard -- athar pyproject.toml README.md LICENSE |
  while IFS= read -r -d '' file; do [ -f "$file" ] && printf '%s\0' "$file"; done |
  tar --null --files-from=- --create | tar --extract --directory="$work"
for made in athar/ui/static/ui/dist athar/locale; do
  mkdir -p "$work/$made"
  cp -r "$made/." "$work/$made"
done
.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$work/wheels" "$work"
wheel=$(ls "$work"/wheels/athar-*.whl)

# The locked requirements are those of .venv, seen through a path file; Athar itself is the wheel's.
python3=$(.venv/bin/python -c 'import sys; print(sys._base_executable)')
"$python3" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$wheel"
seen=$("$work/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >"$seen/locked.pth"

cd "$work"
for name in $(env | sed -n 's/^\(ATHAR_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
export ATHAR_DATA_DIR=$work/data ATHAR_TODAY=2025-10-15
athar=$work/venv/bin/athar
port=$("$work/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$athar" setup
"$athar" demo >/dev/null 2>&1 || { echo "athar demo failed"; "$athar" demo; exit 1; }
"$athar" serve --port "$port" >"$work/log" 2>&1 &
server=$!
"$work/venv/bin/python" - "$port" "$root" <<'PYTHON'
import re
import sys
import time
import urllib.request
from pathlib import Path

import athar

port, root = sys.argv[1:]
assert not Path(athar.__file__).is_relative_to(root), f"served from the source tree: {athar.__file__}"


def get(address):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30)


for _ in range(300):
    try:
        get("/readyz")
        break
    except OSError:
        time.sleep(0.1)
for lang, word in (("ar", "جهة"), ("fr", "Région"), ("en", "plan")):
    page = get(f"/{lang}/").read().decode()
    assert word in page, f"/{lang}/ lacks {word}"
assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
assert assets, "the page names no asset"
for address in sorted(assets):
    answer = get(address)
    assert answer.status == 200 and answer.read(), address
print(f"the wheel serves its pages in three languages and {len(assets)} assets")
PYTHON
