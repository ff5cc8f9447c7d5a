# Every command a person needs. The others set up all they use themselves, so that `make deploy` is enough.
ENV ?= local
ARGUMENTS ?=
STRATEGY ?= canary
FAULT ?= none
export PATH := $(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$(PATH)
export PYTHONDONTWRITEBYTECODE :=
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup deploy down status synth diff test acceptance acceptance-load audit lint rehearse bench docs image-tools images load rehearse-release simulate lock clean

help: ## Show what there is
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

setup: .venv/.stamp .local/emulator/.stamp node_modules/.stamp ## Set everything up (the others do this themselves)

.venv/.stamp: requirements.txt constructs/pyproject.toml
	@sh .ci/python-environment .venv requirements.txt
	@$(PYTHON) -m pip install -qq --no-deps --no-build-isolation --editable ./constructs
	@touch $@

.local/emulator/.stamp: local/requirements.txt
	@sh .ci/python-environment .local/emulator local/requirements.txt
	@touch $@

node_modules/.stamp: package.json package-lock.json .venv/.stamp
	@echo "Setting up node_modules from package-lock.json"
	@npm ci --silent
	@touch $@

.local/image-tools/.stamp: docker/requirements.txt
	@sh .ci/python-environment .local/image-tools docker/requirements.txt
	@touch $@

.local/audit-tools/.stamp: .ci/audit/requirements.txt
	@sh .ci/python-environment .local/audit-tools .ci/audit/requirements.txt
	@touch $@

deploy: setup ## Deploy every layer (ENV=local unless given) and print the URL
ifeq ($(ENV),local)
	@$(PYTHON) -m local deploy $(ARGUMENTS)
else
	@cdk deploy '$(ENV)/*' -c environment=$(ENV) $(ARGUMENTS)
endif

down: setup ## Destroy what was deployed locally and stop the local AWS
	@$(PYTHON) -m local down

status: setup ## Say what runs locally
	@$(PYTHON) -m local status

synth: setup ## Synthesise every environment into cdk.out
	@cdk synth --quiet '**' $(ARGUMENTS)

diff: setup ## Compare what is deployed in ENV with this checkout
ifeq ($(ENV),local)
	@$(PYTHON) -m local diff
else
	@cdk diff '$(ENV)/*' -c environment=$(ENV)
endif

audit: setup .local/audit-tools/.stamp ## Look for secrets, holes in dependencies and dangerous code
	@PATH="$(CURDIR)/.local/audit-tools/bin:$$PATH" $(PYTHON) -m goldenpath audit --report build/reports/audit \
	  --exclude '__snapshots__|requirements\.txt$$|package-lock\.json$$|\.svg$$' $(ARGUMENTS)

lint: setup ## Format, lint, types, import rules, Dockerfiles
	@ruff format --check --quiet .
	@ruff check --quiet .
	@mypy
	@lint-imports --no-logo
	@hadolint docker/*/Dockerfile

test: lint ## Pass every test
	@$(PYTHON) -m pytest --cov $(ARGUMENTS)

acceptance: setup ## Try the shop at SERVICE_URL, or the one that `make deploy` started
	@mkdir -p build/reports build/measurements
	@$(PYTHON) -m pytest --numprocesses=0 tests/acceptance $(ARGUMENTS)

acceptance-load: setup ## Load the shop at SERVICE_URL, and hold it to its objectives
	@mkdir -p build/measurements
	@k6 run --quiet --no-usage-report --env SERVICE_URL="$${SERVICE_URL:-http://127.0.0.1:8080/}" \
	  --summary-export build/measurements/load.json $(ARGUMENTS) tests/acceptance/load.js

rehearse: setup ## Run the pipeline's own commands here, in a clean clone, up to the first environment
	@$(PYTHON) -m local rehearse $(ARGUMENTS)

bench: setup ## Measure synth, deploy and template sizes
	@$(PYTHON) -m bench

docs: setup ## Write anew what docs/ says of what is synthesised, and draw its dashboards
	@$(PYTHON) -m docs.comparison
	@$(PYTHON) -m docs.critical_path
	@$(PYTHON) -m docs.observability_price
	@$(PYTHON) -m docs.dashboards $(ARGUMENTS)

image-tools: .local/image-tools/.stamp ## Set up what lists the content of images

images: .local/image-tools/.stamp ## Build the shop's images with docker or podman, and list what is in them
	@SYFT=.local/image-tools/bin/syft docker/make-images build/images

load: setup ## Measure the shop under load, with and without tracing
	@$(PYTHON) -m bench.shop $(ARGUMENTS)

rehearse-release: setup ## Play a release of the storefront under load: STRATEGY=canary FAULT=errors
	@$(PYTHON) -m bench.release --strategy '$(STRATEGY)' --fault '$(FAULT)' $(ARGUMENTS)

simulate: setup ## Predict what a bad release costs under each strategy
	@$(PYTHON) -m goldenpath simulate $(ARGUMENTS)

lock: .venv/.stamp ## Lock the dependencies anew
	@for folder in . .ci/audit .ci/uv local docker docker/catalog docker/checkout docker/storefront; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --custom-compile-command 'make lock' "$$folder/requirements.in" --output-file "$$folder/requirements.txt" || exit 1; \
	done
	@npm install --silent --package-lock-only

clean: ## Remove everything that a command made here
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m local down; fi
	@rm -rf .venv .local node_modules cdk.out
