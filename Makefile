# What can be done with the portal. `make` alone lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
# Reading the sources anew takes seconds each time that anything starts.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
PYTHON := $(BIN)/python
# `make test` decides by the machine how many tests run at the same time; tests/conftest.py decides in which order.
WORKERS ?= auto
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder

.PHONY: help demo test lint fix bench lock messages

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/base.stamp .env ## the site with demo content at http://127.0.0.1:8000 (PORT=… to change)
	@SITE_URL=http://127.0.0.1:$(PORT) PORT=$(PORT) exec $(PYTHON) manage.py demo --serve

test: .venv/dev.stamp ## every test; what the machine lacks is skipped, with a reason
	@$(PYTEST)
	@.ci/with-postgresql $(PYTEST) --sql-only

lint: .venv/dev.stamp ## style, types, imports, migrations, templates, translations
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-cache
	@DEBUG=on $(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet
	@DEBUG=on $(PYTHON) manage.py check --fail-level WARNING
	@DEBUG=on $(PYTHON) manage.py makemigrations --check --dry-run
	@DEBUG=on $(PYTHON) manage.py check_catalogues

fix: .venv/dev.stamp ## mend what a machine can mend of `make lint`
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: .venv/dev.stamp ## benchmarks, each beside its yardstick
	@$(PYTHON) -m tests.bench

messages: .venv/base.stamp ## collect the texts to translate into locale/, and compile what is translated
	@DEBUG=on $(PYTHON) manage.py makemessages --locale uk --no-location --no-wrap --ignore tests --ignore var
	@DEBUG=on $(PYTHON) manage.py compilemessages --locale uk

lock: .venv/uv.stamp ## choose the newest versions that pyproject.toml allows
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --upgrade --quiet \
		--no-emit-index-url --custom-compile-command "make lock" --output-file requirements/base.lock
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --upgrade --quiet --all-extras \
		--no-emit-index-url --custom-compile-command "make lock" --constraint requirements/base.lock \
		--output-file requirements/dev.lock
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --upgrade --quiet --extra postgres --extra redis \
		--no-emit-index-url --custom-compile-command "make lock" --constraint requirements/dev.lock \
		--output-file requirements/production.lock

# --- How the tools get here -----------------------------------------------------------------------------------------

.venv/uv.stamp:
	@for python in python3.13 python3.12 python3.11 python3 python; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
		python=; \
	done; \
	if [ -z "$$python" ]; then echo "The portal needs Python 3.11 or newer, with venv." >&2; exit 1; fi; \
	echo "Preparing .venv with $$($$python --version) …"; \
	$$python -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@

.venv/base.stamp: requirements/base.lock | .venv/uv.stamp
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(PYTHON) --require-hashes --requirement $<
	@touch $@

.venv/dev.stamp: requirements/dev.lock | .venv/uv.stamp
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(PYTHON) --require-hashes --requirement $<
	@touch $@

.venv/production.stamp: requirements/production.lock | .venv/uv.stamp
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(PYTHON) --require-hashes --requirement $<
	@touch $@

.env: | .venv/base.stamp
	@$(PYTHON) -c 'import base64, secrets; \
		print(f"SECRET_KEY={secrets.token_urlsafe(50)}"); \
		print(f"FIELD_KEYS=1:{base64.b64encode(secrets.token_bytes(32)).decode()}")' > $@
	@chmod 600 $@
