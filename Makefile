# What a person does here: make run, make test, make check, make bench, make assets, make pictures.
# Everything installed goes into .venv/ and node_modules/, everything written at run time into var/.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
ATHAR := $(PY) -m athar
DIST := var/.assets
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: run demo test check bench assets pictures messages clean
.DEFAULT_GOAL := run

$(VENV)/.runtime: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Athar needs Python 3.11 or newer; give it with: make run PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(DIST): package-lock.json $(VENV)/.runtime $(shell find athar/ui/static/ui/css athar/ui/static/ui/js assets.mjs assets.py -type f 2>/dev/null) $(shell find athar/locale -name '*.po' 2>/dev/null)
	@$(PY) assets.py
	@$(PY) -m babel.messages.frontend compile --directory=athar/locale --domain=django 2>/dev/null
	@mkdir -p var && touch $@

assets: $(DIST)

# the demonstration is made and shown on the same day; ATHAR_TODAY= lets the calendar run
run: export ATHAR_TODAY ?= 2025-10-15
run: $(DIST)
	@$(ATHAR) setup
	@$(ATHAR) demo --if-empty
	@$(ATHAR) serve --port $(PORT)

test: $(VENV)/.development $(DIST)
	@bash tests/run.sh

check: $(VENV)/.development $(DIST)
	@bash tests/check.sh

bench: $(VENV)/.development $(DIST)
	@$(PY) -m tests.benchmarks $(if $(REPORT),--report) $(if $(PROFILE),--profile)

pictures: $(VENV)/.development $(DIST)
	@$(PY) -m tests.pictures

messages: $(VENV)/.development
	@bash tests/messages.sh update

clean:
	rm -rf $(VENV) node_modules athar/ui/static/ui/dist build dist *.egg-info
