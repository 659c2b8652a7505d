#!/usr/bin/env bash
# What keeps one core busy, beside the gates and the first tests: makes the installations that are
# copied from the directory TEST_INSTALLATIONS, tries the wheel and takes the small benchmarks.
set -euo pipefail
cd "$(dirname "$0")/.."
env -u TEST_INSTALLATIONS .venv/bin/python -m tests.installed "$TEST_INSTALLATIONS.made"
mv "$TEST_INSTALLATIONS.made" "$TEST_INSTALLATIONS"
bash tests/wheel.sh
.venv/bin/python -m tests.benchmarks --small
