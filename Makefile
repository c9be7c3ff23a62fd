# Bookbag. `make demo` and `make test` are all a fresh machine needs; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.runtime: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Bookbag needs Python 3.11 or newer; this is $$($(PYTHON) --version)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian and Ubuntu run 'apt install python3-venv'"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime  ## a sample school with phones on a web page
	$(BIN)/python -m bot demo

run: $(VENV)/.runtime  ## the hub on real tokens from .env
	$(BIN)/python -m bot run

test: $(VENV)/.dev  ## what CI runs: lint, types, architecture, every test on both databases
	$(BIN)/ruff check bot storage tests
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.run

traced: $(VENV)/.dev  ## learn again which tests coverage must watch; writes tests/untraced.txt
	$(BIN)/python -m tests.run --traced

test-long: $(VENV)/.dev  ## ten-year oracles, kills, big models (some: ONLY="-k killed"); writes docs/promises.md
	$(BIN)/python -m tests.run --long $(ONLY)

torture: $(VENV)/.dev  ## the hub killed at named points, its database gone, nonsense on the wire (LONG=1: thousands)
	$(BIN)/python -m tests.run --torture $(if $(LONG),long)

clauses: $(VENV)/.dev  ## run what proves schools' clauses; writes docs/clauses.md
	$(BIN)/python -m tests.clauses

sbom: $(VENV)/.runtime  ## what an installation is made of, as CycloneDX: bookbag.cdx.json
	$(BIN)/python -m bot.cli.sbom > bookbag.cdx.json

audit: $(VENV)/.dev  ## what is locked against published advisories from a file: ADVISORIES=all.zip
	$(BIN)/python -m tests.advisories $(ADVISORIES)

bench: $(VENV)/.dev  ## costs as ratios against floors of the same run (some: ONLY="sealing"; LONG=1); writes docs/performance.md
	$(BIN)/python -m tests.bench $(ONLY) $(if $(LONG),--long)

locales: $(VENV)/.runtime  ## carry changed English texts into every catalogue
	$(BIN)/python -m bot.phrases.extract

screenshots: $(VENV)/.dev  ## pictures in docs/, from the browser's own journey (needs Chromium)
	BOOKBAG_NEEDS_BROWSER=1 $(BIN)/python -m pytest -q tests/web/test_in_chromium.py -k every_page
	$(BIN)/python -m tests.web.pictures

docs: $(VENV)/.runtime  ## regenerate what is generated in docs/
	$(BIN)/python -m bot.cli.docs

triage-model: $(VENV)/.dev  ## learn again from tests/triage/corpus; writes bot/learned/*.bin
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.triage.learning.build

bank-holidays: $(VENV)/.dev  ## write bot/bankholidays.json anew from the package `holidays`
	$(BIN)/python -m tests.policy.bankholidays

triage-report: $(VENV)/.dev  ## how well triage does on the blind messages; writes docs/triage.md
	$(BIN)/python -m tests.triage.report

lock:  ## recompile the hashed requirements
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras --no-header -q -o requirements-dev.lock

clean:  ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* htmlcov data/demo

.PHONY: help demo run test traced test-long torture clauses bench locales screenshots docs triage-model triage-report bank-holidays sbom audit lock clean
