# Two commands on a fresh machine with Python 3.11 and nothing else: make demo, make test.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: help demo stop test check bench faults install clean
.NOTPARALLEL:

help:
	@echo "make demo    serve it here with a database, a broker and people to sign in as (PORT=9000 make demo: elsewhere)"
	@echo "make stop    stop a demo that runs in another window"
	@echo "make test    every test, in a real browser where there is one"
	@echo "make check   style, types, floors, migrations, production settings, templates, lock files"
	@echo "make bench   seed 200,000 posts, 400,000 applications and 20,000 people and time the pages that matter"
	@echo "make faults  send 10,000 reminders while workers are killed, servers fail and the clock is moved"
	@echo "make clean   remove the demo's data and everything else under var/"

demo: .venv/runtime node_modules/.installed
	@$(BIN)/python -m config.demo

stop: .venv/runtime
	@$(BIN)/python -m config.demo stop

install: .venv/installed node_modules/.installed

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(BIN)/python -m config.checks

test: install
	@$(BIN)/python -m tests.system.chromium
	$(BIN)/python -m config.embedded while $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: install
	$(BIN)/python -m bench

faults: install
	$(BIN)/python -m faults

clean: .venv/runtime
	@$(BIN)/python -m config.demo remove

# Installed anew only when a lock file has changed.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: install it, or name it: make PYTHON=/path/to/python3.12 demo"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || \
		{ echo "Python cannot make virtual environments here. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

.venv/runtime: requirements.lock .venv/made
	@echo "Installing the packages of requirements.lock (once; some minutes on a slow line)"
	@$(PIP) -r requirements.lock
	@touch $@

.venv/installed: requirements-dev.lock .venv/made
	@echo "Installing the packages of requirements-dev.lock (once; some minutes on a slow line)"
	@$(PIP) -r requirements-dev.lock
	@touch .venv/runtime $@

node_modules/.installed: package-lock.json .venv/runtime
	@echo "Installing the front-end packages of package-lock.json"
	@$(BIN)/python -m config.npm ci --ignore-scripts --loglevel=error
	@touch $@
