# The one list of checks. Every target installs what it needs; only Python 3.11+ and pip have to be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OUT := build/demo
PERSON := examples/cancer-at-home

.PHONY: demo test check lint types bench generate pages facts clean

demo: $(VENV)/installed  ## install, then show and convert the plan of an invented person
	@mkdir -p $(OUT)
	@$(BIN)/pzp convert $(PERSON).plan.json --to r4 --losses $(OUT)/losses.json --output $(OUT)/r4.json
	@$(BIN)/pzp show $(OUT)/r4.json --on 2026-11-01 --lang en
	@$(BIN)/pzp show $(OUT)/r4.json --on 2026-11-01 --lang nl --format html --output $(OUT)/plan.html
	@$(BIN)/pzp convert $(OUT)/r4.json --to same --output $(OUT)/r4.xml
	@$(BIN)/pzp convert $(OUT)/r4.xml --to same --output $(OUT)/back.json
	@$(BIN)/pzp convert $(OUT)/back.json --to plan --output $(OUT)/back.plan.json
	@cmp $(OUT)/back.plan.json $(PERSON).plan.json
	@echo
	@echo "Plan -> R4 JSON -> R4 XML -> R4 JSON -> plan: the same file, byte for byte."
	@echo "In $(OUT): plan.html (the page, in Dutch), r4.json, r4.xml, back.json, back.plan.json, losses.json."

test: $(VENV)/installed-dev  ## run all tests
	$(BIN)/pytest -n auto

check: lint types test  ## everything a change must pass; drift of generated files is among the tests

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .

types: $(VENV)/installed-dev
	$(BIN)/mypy
	$(BIN)/mypy tools/*.py benchmarks/*.py

bench: $(VENV)/installed-dev  ## measure against peers; writes benchmarks/results.md
	$(BIN)/python benchmarks/run.py

generate: facts pages  ## write every generated file again

pages: $(VENV)/installed-dev  ## those that do not need the published standard
	$(BIN)/python tools/make_glossary.py
	$(BIN)/python tools/make_mapping_docs.py
	$(BIN)/python tools/make_audience_docs.py
	$(BIN)/python tools/make_losses.py
	$(BIN)/python tools/make_schemas.py
	$(BIN)/python tools/make_rules.py
	$(BIN)/python tools/make_own_profiles.py
	$(BIN)/python tools/make_profile_schemas.py
	$(BIN)/python tools/make_examples.py
	$(BIN)/python tools/make_readme.py

facts: $(VENV)/installed-dev  ## compile the facts of the standard (PZP_STANDARD_DIR names its folder)
	$(BIN)/python tools/make_own_profiles.py
	$(BIN)/python tools/compile_base.py
	$(BIN)/python tools/compile_profiles.py
	$(BIN)/python tools/make_names.py

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# pip of the machine fills an environment without pip in less time than ensurepip does; where it cannot, venv does.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed")'
	@echo "making $(VENV)"
	@$(PYTHON) -m venv --without-pip $(VENV) && \
	  $(PYTHON) -m pip --python $@ install --quiet --disable-pip-version-check "pip>=25.1" || \
	  { $(PYTHON) -m venv --clear $(VENV) && $(PIP) --upgrade pip; }

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "installing pzp-exchange"
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@echo "installing pzp-exchange with everything the tests need"
	@$(PIP) --editable ".[fhir-models,packages,testing]" --group dev
	@touch $@ $(VENV)/installed
