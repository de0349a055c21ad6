# make demo   sets up what is needed and reads the sample plans into tables (out/demo/plans.xlsx)
# make test   the checks: style, types, tests
# make train  builds the models of restoration anew (models/README.md)
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
READY := $(VENV)/.ready
UV := $(shell command -v uv || echo $(BIN)/uv)

help:
	@echo "make demo | test | bench | train | lock | clean"

# The environment: made anew when the lock or the package's description changes.
$(READY): requirements.lock pyproject.toml .ci/system-packages
	@PYTHON=$(PYTHON) .ci/system-packages
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY)

demo: $(READY)
	@mkdir -p out
	$(BIN)/kehoach run data/samples/pdf data/samples/docx --db out/demo.db --out out/demo

test: $(READY)
	@PYTHON=$(PYTHON) .ci/system-packages tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict pipeline
	$(BIN)/pytest

bench: $(READY)
	@for script in tests/benchmarks/bench_*.py; do echo "== $$script"; $(BIN)/python $$script; done

train: $(READY)
	@test -n "$(CORPUS)" -a -n "$(PLANS)" || { echo "make train CORPUS=folder-of-txt.xz PLANS=folder-of-held-out-txt"; exit 2; }
	$(BIN)/python models/train/restoration.py "$(CORPUS)" --plans "$(PLANS)"

lock:
	@test -x $(UV) || $(BIN)/python -m pip install --quiet uv
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --all-extras --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find pipeline tests models data notebooks -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help setup demo test bench train lock clean
