# All that a person needs is Python 3.11 or newer with venv, and make. Each target brings the
# environment in .venv up to date first; a second run finds it ready.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check bench docs lock messages format reindex

help:  ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup:  ## install everything that tests, checks and docs need
	@$(PYTHON) tools/bootstrap.py dev

demo:  ## serve the demonstration library on http://127.0.0.1:8000/
	@$(PYTHON) tools/bootstrap.py run
	@$(BIN)/plumbline demo $(ARGS)

run:  ## serve your own library on http://127.0.0.1:8000/
	@$(PYTHON) tools/bootstrap.py run
	@$(BIN)/plumbline serve $(ARGS)

reindex:  ## build the search index and the projections anew
	@$(PYTHON) tools/bootstrap.py run
	@$(BIN)/plumbline reindex $(ARGS)

test: setup  ## run every test that this machine can run; ARGS go to pytest
	@$(BIN)/python tools/test.py $(ARGS)

check: setup  ## what CI does: format, lint, types, layers, docs, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/python tools/test.py $(ARGS)

bench: setup  ## measure, each figure beside its yardstick in the same run
	@$(BIN)/python -m bench $(ARGS)

docs: setup  ## build the documentation into site/
	$(BIN)/mkdocs build --strict

lock: setup  ## write the lock files anew from pyproject.toml and package.json
	@$(BIN)/python tools/lock.py

messages: setup  ## bring the catalogue of interface messages up to date
	@$(BIN)/python tools/messages.py update
	@$(BIN)/python tools/messages.py compile

format: setup  ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
