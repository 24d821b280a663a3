# Every command of the project. `make help` lists them.
# PORT (8000) and DATA_DIR (./var) may be set: make run PORT=8080

PYTHON ?= $(or $(shell command -v python3.11 2>/dev/null),$(shell command -v python3 2>/dev/null))
BIN := .venv/bin
CODE := services shared tests tools
INPUTS := tools/make_venv.py pyproject.toml

export PORT DATA_DIR
# Unset is not the same as empty for the program that reads them.
ifeq ($(PORT),)
unexport PORT
endif
ifeq ($(DATA_DIR),)
unexport DATA_DIR
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup browser test browser-tests lint format check faults standards bench quality lock clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

run: .venv/ready-run ## Start everything on this machine with example data, at http://127.0.0.1:8000
	@exec $(BIN)/steunstromen up --demo

setup: .venv/ready-test ## Make .venv with everything, test packages too

test: setup browser ## Run all tests that can run here; the last lines name what was not run and why
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

browser-tests: setup browser ## Run only the tests in a real browser
	@$(BIN)/python -m pytest -q -m browser $(ARGS)

lint: setup ## Look for mistakes: style, types, import contracts, known dangers
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/bandit -q -r services shared -ll

format: setup ## Lay out the code
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --select I --fix --quiet $(CODE)

check: setup browser ## Everything before a commit: layout, lint, types, import contracts, tests
	@$(BIN)/ruff format --check $(CODE)
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test

faults: setup ## Break everything on purpose, on both databases and with three seeds (about an hour); prints what came of it
	@$(BIN)/python -m tests.faults.run var/faults.json $(ARGS)

standards: setup ## Try both APIs against their own documents, with made-up requests (about ten minutes); a line per check
	@$(BIN)/python -m tests.standards.run $(ARGS)

bench: setup ## Measure speed; writes the figures to var/bench.json (BIG=1: with 100,000 sources and needs instead of 10,000)
	@$(BIN)/python -m tests.benchmarks.run var/bench.json $(if $(BIG),--big)

quality: setup ## Measure how good the matches are, against judged needs
	@$(BIN)/python -m tests.quality.run

lock: setup ## Renew both lock files from pyproject.toml
	@$(BIN)/python tools/lock.py

clean: ## Remove .venv and caches; var, with your data, stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

browser:
	@sh tools/browser.sh

.venv/ready-run: $(INPUTS) requirements.lock
	@$(if $(PYTHON),,echo "Steunstromen needs Python 3.11 or newer; no python3 was found." && exit 1)
	@$(PYTHON) tools/make_venv.py run

.venv/ready-test: $(INPUTS) requirements.lock requirements-dev.lock
	@$(if $(PYTHON),,echo "Steunstromen needs Python 3.11 or newer; no python3 was found." && exit 1)
	@$(PYTHON) tools/make_venv.py test
