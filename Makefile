# The only front door. Needs python3 (3.11 or newer) and make; everything else comes as wheels.
#   make run    set up and start the platform      make test   everything that belongs to a change
#   make check  the part that takes under a minute  make bench  figures: speed and cost      make clean  forget the environment, keep the data

PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)
export PATH := $(BIN):$(PATH)
# Nothing here may wait for an answer on a terminal.
export CI := 1
# Without compiled files every process would compile its imports again: seconds each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-clouds check bench bench-recon bench-documents clean setup check-style check-types check-laws server-test web-test e2e
.DELETE_ON_ERROR:

run: .venv/.ok web/dist/.ok
	@exec qrt up

test: check server-test web-test e2e

check: .venv/.ok
	@$(MAKE) --no-print-directory -j2 check-types check-style check-laws

check-style: .venv/.ok
	cd server && ruff format --check -q . && ruff check -q . && lint-imports --no-cache --no-logo

check-types: .venv/.ok
	cd server && basedpyright --level error

check-laws: .venv/.ok
	cd server && pytest -q -n 2 -p no:cacheprovider tests/unit tests/property

server-test: .venv/.ok web/dist/.ok
	cd server && pytest -q -n 2 -p no:cacheprovider tests --ignore=tests/unit --ignore=tests/property --ignore=tests/bench

web-test: web/node_modules/.ok
	cd web && npm run --silent check

e2e: .venv/.ok web/dist/.ok
	@tools/e2e

bench: .venv/.ok
	cd server && python -m tests.bench

# SPLINK: an interpreter that has splink and polars. SIZES: 10k,100k,1m.
bench-recon: .venv/.ok
	cd server && python -m tests.bench.recon $(if $(SPLINK),--splink $(SPLINK)) $(if $(SIZES),--sizes $(SIZES))

# SAMPLES: a folder of labelled papers.
bench-documents: .venv/.ok
	cd server && python -m tests.evals.documents $(if $(SAMPLES),--samples $(SAMPLES))

# The object store against the clouds' emulators, which it fetches.
test-clouds: .venv/.ok
	@tools/clouds

setup: .venv/.ok web/dist/.ok

clean:
	rm -rf .venv web/node_modules web/dist

.venv/.ok: requirements.lock server/pyproject.toml tools/setup
	@PYTHON=$(PYTHON) tools/setup

web/node_modules/.ok: web/package-lock.json web/package.json .venv/.ok
	@echo "web: packages" >&2 && cd web && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.ok

web/dist/.ok: web/node_modules/.ok $(WEB_SOURCES)
	@echo "web: build" >&2 && cd web && npm run --silent build && touch dist/.ok
