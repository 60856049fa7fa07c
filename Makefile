# The developer's front door. Needs Python 3.11+ and make, nothing else: each task makes .venv by itself.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help install demo test lint docs samples bench clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(STAMP)  ## make .venv with everything in it

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "refcheck needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]' --group dev
	@touch $(STAMP)

demo: $(STAMP)  ## check references/ with the embedded records and write reports/
	$(BIN)/refcheck check references --offline --fail-on never \
	  --report html:reports/references.html --report json:reports/references.json --report markdown:reports/references.md
	@echo
	@echo "Open reports/references.html in a browser. The same in reports/references.md and reports/references.json."

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest

lint: $(STAMP)  ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(STAMP)  ## generate the pages that come from the code, and the site in build/docs
	$(BIN)/python tools/generate_docs.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Open build/docs/index.html in a browser."

samples: $(STAMP)  ## make reports/samples/ anew
	$(BIN)/refcheck check references --offline --fail-on never --format concise \
	  --report html:reports/samples/references.html --report markdown:reports/samples/references.md \
	  --report json:reports/samples/references.json --report sarif:reports/samples/references.sarif
	$(BIN)/refcheck check references --offline --fail-on never --format concise --lang zh \
	  --report html:reports/samples/references.zh.html
	$(BIN)/python tools/make_pictures.py

bench: $(STAMP)  ## speed, as ratios
	$(BIN)/python -m bench

clean:  ## remove .venv and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage build dist
