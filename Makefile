# Everything a fresh machine with Python 3.11 and make needs. `make demo` and `make test` each do all of it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_OPTIONS := --disable-pip-version-check --quiet -c constraints.txt
INSTALLED := $(VENV)/.installed
DEVELOPED := $(VENV)/.developed
CHROMIUM := $(VENV)/.chromium

.PHONY: demo test lint bench accuracy train wheel clean help

help:
	@echo "make demo    audit the bundled sample company and write audit-report.html"
	@echo "make test    run the test suite"
	@echo "make lint    ruff, mypy, import-linter"
	@echo "make bench   print every performance figure"
	@echo "make accuracy  hold extraction and findings against annotated documents, pairs and companies"
	@echo "make train   train the shipped model again (hours)"
	@echo "make wheel   build the wheel into dist/"
	@echo "make clean   remove .venv, caches and what was built"

demo: $(INSTALLED)
	$(BIN)/audit demo

test: $(DEVELOPED) $(CHROMIUM)
	$(BIN)/python -m pytest

lint: $(DEVELOPED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEVELOPED)
	$(BIN)/python -m benchmarks

accuracy: $(INSTALLED)
	$(BIN)/python training/score.py run training/documents/put_aside -- $(BIN)/audit -q extract --format jsonl
	$(BIN)/python -m benchmarks false_alarms consistency
	$(BIN)/python benchmarks/companies/score.py run $(wildcard benchmarks/companies/*/) -- $(BIN)/audit -q

train: $(INSTALLED)
	$(BIN)/python -m pip install $(PIP_OPTIONS) -e '.[training]'
	$(BIN)/python -m training

wheel: $(DEVELOPED)
	$(BIN)/python -m build --wheel --outdir dist

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; call make PYTHON=python3.11")'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || sh tests/install_debian.sh python3-venv
	$(PYTHON) -m venv $(VENV)

# Written last, so that an installation that was cut off is made again.
$(INSTALLED): $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install $(PIP_OPTIONS) -e .
	@touch $@

$(DEVELOPED): $(INSTALLED)
	$(BIN)/python -m pip install $(PIP_OPTIONS) -e '.[dev]'
	@touch $@

# The report is tested in a real browser: Debian's Chromium, installed where it is missing.
$(CHROMIUM): $(DEVELOPED)
	@command -v chromium >/dev/null || sh tests/install_debian.sh chromium fonts-dejavu-core
	@touch $@
