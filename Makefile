# Two commands on a fresh machine with Python 3.11 and nothing else: make demo, make test.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install check test

# Installed anew only when the lock file has changed.
install: .venv/installed
.venv/installed: requirements-dev.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m config.embedded up
	$(BIN)/python manage.py makemigrations --check --dry-run

test: install
	$(BIN)/python -m config.embedded up
	$(BIN)/pytest
