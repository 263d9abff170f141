# What one does with IdeaNet. `make` alone says what there is.

PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
# The branches that tests must reach, in per cent. It goes up, never down.
FLOOR := 98
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-header
# The bare application that pages are measured against has addresses of its own.
TEMPLATES = $(shell git ls-files '*.html' ':!tests/bench/bare')
unexport VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run reset install develop check format test corpora integration bench torture browser lock locked

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

run: install ## Start the site at http://localhost:8000 (another port: PORT=8001 make run)
	@exec $(BIN)/python -m ideanet.local run

reset: install ## Throw the local site's data away
	@$(BIN)/python -m ideanet.local reset

install:
	@$(PYTHON) ideanet/local/install.py

develop: ## Install what checks and tests need
	@$(PYTHON) ideanet/local/install.py --dev

check: develop locked ## Read the code: style, types, imports, templates, migrations, settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(if $(TEMPLATES),$(BIN)/djade --check --target-version 5.2 $(TEMPLATES))
	@$(if $(TEMPLATES),$(BIN)/djlint --lint --quiet $(TEMPLATES))
	$(BIN)/python -m tests.deploy

format: develop ## Mend what a tool can mend
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	@$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $(TEMPLATES))

test: develop browser ## Run the whole suite, journeys included (COVER=1: and count the branches that it reaches)
	$(BIN)/pytest -n $(JOBS) $(if $(COVER),--cov --cov-report=term --cov-fail-under=$(FLOOR))

corpora: develop browser ## Run what real documents and known attacks are good for: CORPORA=folder
	@test -n "$(CORPORA)" || { echo "Say where the corpora are: make corpora CORPORA=folder"; exit 1; }
	@test -d "$(CORPORA)" || { echo "There is no folder $(CORPORA): name the one with the corpora."; exit 1; }
	CORPORA="$(abspath $(CORPORA))" $(BIN)/pytest -n $(JOBS) tests/corpora

integration: develop ## Send drafts to a real WordPress
	$(BIN)/pytest -n 0 tests/integration

torture: develop ## Kill the database, the broker and the worker while they work
	$(BIN)/pytest -n 0 tests/torture

bench: develop ## Measure pages at the size of the largest idea jam
	$(BIN)/pytest -n 0 -s tests/bench

browser: develop
	@$(BIN)/python -m tests.browser

lock: develop ## Pin what requirements.in asks for
	$(LOCK) --upgrade requirements.in -o requirements.txt
	$(LOCK) --upgrade requirements-dev.in -o requirements-dev.txt
	$(LOCK) --upgrade .ci/node.in -o .ci/node.txt

locked: develop
	@mkdir -p var/lock && cp requirements.txt requirements-dev.txt var/lock/
	@for name in requirements requirements-dev; do \
		$(LOCK) $$name.in -o var/lock/$$name.txt; \
		cmp -s $$name.txt var/lock/$$name.txt || \
			{ echo "$$name.txt does not fit $$name.in: make lock"; exit 1; }; \
	done
