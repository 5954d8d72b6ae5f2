# `make run` serves the app, `make test` tests it; both set up all they need.
# The same steps as plain commands are in the README.

# The newest suitable interpreter; set PYTHON to choose another.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
READERS := .readers
PEERS := .peers
SUPPLY := .supply
INSTALLED_READERS := $(READERS)/.python $(READERS)/.cff $(READERS)/.deploy $(READERS)/.node
BIN := $(VENV)/bin
# ADDRESS=0.0.0.0 lets other machines in; this one alone is the safe default.
ADDRESS ?= localhost
PORT ?= 8501

.DEFAULT_GOAL := help

.PHONY: help run test test-fast soak soak-replicas check check-format check-lint check-types check-data \
	bench bench-growth bench-peers data docs font messages picture previews readers release \
	format clean

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with the venv module is needed \
	(Debian and Ubuntu: apt-get install python3 python3-venv). \
	Set PYTHON=/path/to/python to name one."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock $(VENV)/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

# Older Python tools, each apart from what the app runs on.
$(READERS)/.%: tests/readers/%.txt $(VENV)/pyvenv.cfg
	$(BIN)/python -m venv $(READERS)/$*
	$(READERS)/$*/bin/python -m pip install --quiet -r $<
	@touch $@

$(READERS)/.node: tests/readers/package.json
	@mkdir -p $(READERS) && cp tests/readers/package.json $(READERS)/
	@if command -v npm > /dev/null; then cd $(READERS) && \
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error && \
	touch .node; else echo "npm is not here: no JavaScript reader is tested."; fi

help: ## What each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-13s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/.runtime ## Serve the app on http://localhost:8501
	@echo "Open Line: http://localhost:$(PORT) (stop with Ctrl+C)"
	$(BIN)/python -m streamlit run dashboard.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true

test: $(VENV)/.dev $(INSTALLED_READERS) ## All tests; finds or installs a Chromium first
	$(BIN)/python scripts/find_browser.py --install
	$(BIN)/python -m pytest -n auto --dist worksteal

soak-replicas: $(VENV)/.dev ## 100 readers, two replicas, one killed (needs nginx)
	OPEN_LINE_SOAK_READERS=100 $(BIN)/python -m pytest -s -n 0 tests/serving/test_replicas.py

test-fast: $(VENV)/.dev ## Tests without a browser
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not e2e"

soak: $(VENV)/.dev ## Faults under load, some minutes, on this machine alone
	$(BIN)/python -m pytest -m soak

check: check-format check-lint check-types check-data ## Format, lint, types, data

check-format: $(VENV)/.dev ## Format alone
	$(BIN)/python -m ruff format --check .

check-lint: $(VENV)/.dev ## Lint alone
	$(BIN)/python -m ruff check .

check-types: $(VENV)/.dev ## Types alone
	$(BIN)/python -m mypy

check-data: $(VENV)/.runtime ## Data alone: every row of every table
	$(BIN)/python -m data.validate

bench: $(VENV)/.dev ## Speed beside bare apps; BENCH="--repeat 1 --only cpu" is quicker
	$(BIN)/python scripts/find_browser.py --install
	$(BIN)/python -m benchmarks $(BENCH)

bench-growth: $(VENV)/.runtime ## What grows with 10, 100 and 1,000 times the records
	$(BIN)/python -m benchmarks.growth $(BENCH)

# What other dashboards are made with, apart from what the app runs on.
$(PEERS)/.installed: benchmarks/peers/requirements.txt $(VENV)/pyvenv.cfg
	$(BIN)/python -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet -r $<
	@touch $@

bench-peers: $(VENV)/.dev $(PEERS)/.installed ## Speed beside other dashboards
	$(BIN)/python scripts/find_browser.py --install
	$(BIN)/python -m benchmarks.peers $(PEERS)/bin/python $(BENCH)

data: $(VENV)/.runtime ## Check the data, write the public copies and the manifest
	$(BIN)/python scripts/build_data.py

messages: $(VENV)/.runtime ## Catalogues of a language to translate: make messages CODE=de
	$(BIN)/python -m scripts.messages $(CODE)

picture: $(VENV)/.dev ## Save charts of a view: make picture VIEW="/calls?rule=all"
	$(BIN)/python -m scripts.picture "$(VIEW)" --out pictures

previews: $(VENV)/.dev ## Write what previews of links to the pages show
	$(BIN)/python -m scripts.previews

font: $(VENV)/.dev ## Write the letters of headings as a font of our own
	$(BIN)/python scripts/build_font.py

docs: $(VENV)/.runtime ## Write the pages of docs that are generated
	$(BIN)/python scripts/build_dictionary.py
	$(BIN)/python scripts/build_parameters.py

readers: $(VENV)/.dev $(INSTALLED_READERS) ## Open data and citation with other programs
	$(BIN)/python -m pytest tests/data/test_readers.py tests/data/test_citation_file.py

release: $(VENV)/.runtime ## Write the public copies, and keep this version as a release
	$(BIN)/python scripts/build_data.py --release

# Tools that watch over the dependencies, apart from what the app runs on.
$(SUPPLY)/.tools: scripts/supply.txt $(VENV)/pyvenv.cfg
	$(BIN)/python -m venv $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet -r $<
	@touch $@

# What is served and nothing else, pip itself left out.
$(SUPPLY)/.app: requirements.lock $(VENV)/pyvenv.cfg
	rm -rf $(SUPPLY)/app
	$(BIN)/python -m venv --without-pip $(SUPPLY)/app
	$(BIN)/python -m pip --python $(SUPPLY)/app/bin/python install --quiet --require-hashes -r $<
	@touch $@

.PHONY: lock audit sbom licences

lock: $(SUPPLY)/.tools ## Write requirements.lock; LOCK=--upgrade takes the newest that fits
	$(SUPPLY)/bin/uv pip compile --quiet --universal --python-version 3.11 --python $(BIN)/python \
	--generate-hashes --custom-compile-command "make lock" $(LOCK) requirements.txt -o requirements.lock

audit: $(SUPPLY)/.tools ## Known holes of what is locked; fails where the list of them is out of reach
	$(SUPPLY)/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

sbom: $(SUPPLY)/.tools $(SUPPLY)/.app ## What is installed, as CycloneDX: build/sbom.cdx.json
	@mkdir -p build
	$(SUPPLY)/bin/cyclonedx-py environment --output-reproducible --validate \
	-o build/sbom.cdx.json $(SUPPLY)/app/bin/python

licences: $(VENV)/.dev ## Write docs/licences.md from what the locked packages say
	$(BIN)/python scripts/build_licences.py

format: $(VENV)/.dev ## Format and mend what can be mended
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

clean:
	rm -rf $(VENV) $(READERS) $(PEERS) $(SUPPLY) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
