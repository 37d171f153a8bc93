# Everything Tizim's developers and first users do. `make demo` and `make test` install what they need into .venv.
PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1

.PHONY: demo serve test check fix bench lock messages clean
demo: .venv/laptop
	$(BIN)/python demo/run.py $(if $(filter 0,$(SERVE)),--no-serve)

serve: .venv/laptop
	$(BIN)/tizim serve

test: .venv/dev
	$(BIN)/python tests/run.py

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -p no:randomly tests/test_architecture.py

fix: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev
	$(BIN)/python bench/run.py

# Lock files hold hashes and no addresses, so that they hold for every mirror.
lock: .venv/dev
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/build.in -o requirements/laptop.txt
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --extra dev --extra office --extra pictures --extra bulk --extra meaning --extra spark pyproject.toml requirements/build.in -o requirements/dev.txt

messages: .venv/dev
	$(BIN)/python tools/messages.py

.venv/laptop: requirements/laptop.txt pyproject.toml $(wildcard src/tizim/names/compiled/*)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/laptop.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev: requirements/dev.txt pyproject.toml $(wildcard src/tizim/names/compiled/*)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/laptop $@

clean:
	rm -rf .venv .demo
