# Everything a newcomer needs. Each target prepares what it uses; a second run is quick.
SHELL := /bin/sh
export PYTHONUNBUFFERED = 1
WITH_PYTHON = python=$$(./deploy/python.sh) || exit 1; exec "$$python"

.PHONY: run test check lock messages
run: ## serve http://127.0.0.1:8000 with demo data (PORT changes the port)
	@$(WITH_PYTHON) deploy/serve.py

test: ## all tests, on SQLite and on a temporary PostgreSQL (ARGS: words for pytest)
	@$(WITH_PYTHON) deploy/test.py $(ARGS)

check: ## lint, format, import contract, migrations, deployment checks, translations
	@$(WITH_PYTHON) deploy/check.py

messages: ## collect the strings of the code into locale/*.po
	@$(WITH_PYTHON) deploy/check.py --update-messages

lock: ## lock every requirements*.in with hashes (needs uv)
	@for name in requirements requirements-dev requirements-bench requirements-extra; do \
		UV_PYTHON_DOWNLOADS=never uv pip compile -q --universal --python-version 3.11 \
			--generate-hashes --no-header $$name.in -o $$name.txt || exit 1; \
	done
