# s3dbsql: `make` explains itself, CI runs the same targets.

TOOLS := $(CURDIR)/.tools/bin
export PATH := $(TOOLS):$(PATH)
export VERSITYGW ?= $(TOOLS)/versitygw
# A cache of our own: results of another checkout name files that are not here.
export GOLANGCI_LINT_CACHE := $(CURDIR)/.tools/lint

VERSITYGW_VERSION := v1.8.0
GOLANGCI_VERSION := v2.12.0
FUZZTIME ?= 30s

# Conformance suites kept beside the checkout; targets that need them say so
# where they are missing.
SHARED ?= ../shared
SLT := $(TOOLS)/slt

# Where `make demo` finds the server.
PGHOST ?= 127.0.0.1
PGPORT ?= 5432

.PHONY: help build run test race lint tools fuzz demo live random realdata slt pgregress sample smoke crash crash-s3 crash-early bench microbench docs clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

build: ## build bin/s3dbsql
	go build -o bin/s3dbsql ./cmd/s3dbsql

run: build ## build, start on the embedded store at the first free port from 5432 on, print the psql line
	@bin/s3dbsql serve --listen 127.0.0.1:0 --first-port 5432

demo: ## load the shop of the README into a running server: make demo PGPORT=5432
	@psql -q -h $(PGHOST) -p $(PGPORT) postgres -c 'DROP DATABASE IF EXISTS shop' -c 'CREATE DATABASE shop'
	@go run ./internal/demo | psql -q -h $(PGHOST) -p $(PGPORT) shop
	@printf '\n  psql -h %s -p %s shop\n\n' $(PGHOST) $(PGPORT)

test: tools ## all tests, with a real S3 server (versitygw) for the S3 driver
	go test ./...

race: tools ## all tests under the race detector
	go test -race ./...

lint: $(TOOLS)/golangci-lint ## gofmt, go vet, import arrows and the other linters
	golangci-lint run --allow-parallel-runners ./...

tools: $(TOOLS)/versitygw ## install what the tests need besides Go

fuzz: ## every fuzz target for FUZZTIME (30s)
	@scripts/fuzz $(FUZZTIME)

live: tools ## s3db.js and the server on one bucket at the same time (needs node and npm)
	@scripts/s3dbjs .tools/s3dbjs
	S3DBJS=$(CURDIR)/.tools/s3dbjs go test ./sqltests/live -count 1 -parallel 16 -v

random: ## 5,000 random queries; with SQLTESTS_POSTGRES=postgres://HOST:PORT that PostgreSQL must answer the same
	go test ./sqltests/random -queries 5000 -timeout 60m

realdata: build tools $(SLT) ## Chinook and Northwind on memory:, file: (again after a restart) and versitygw
	@scripts/realdata $(SHARED)

slt: build $(SLT) ## all sqllogictest files of the suites kept beside the checkout
	@scripts/suite $(SHARED) slt

pgregress: build $(SLT) ## all of PostgreSQL's regression statements kept beside the checkout
	@scripts/suite $(SHARED) pgregress

sample: build $(SLT) ## the fixed part of both suites that CI runs
	@scripts/suite $(SHARED) sample

smoke: build ## the tour of the README through psql, compared with its answers
	@scripts/smoke

crash: ## 200 kills of the server over file: while clients commit, nothing acknowledged is lost
	go test ./sqltests/crash -kills 200 -timeout 60m -v

crash-s3: tools ## 100 kills over versitygw with lost, doubled and late requests and errors
	go test ./sqltests/crash -store s3 -kills 100 -stores 5 -parallel 5 -timeout 60m -v

crash-early: ## the same with a server that acknowledges before it writes: the test must see it
	@go test -tags ackearly ./sqltests/crash -kills 50 -timeout 60m | grep 'is lost' || { echo 'nothing was lost, but must be'; exit 1; }

bench: build tools ## the server beside s3db.js over versitygw; writes docs/benchmarks.md (20 minutes)
	@scripts/bench

microbench: ## benchmarks of every package, three runs
	go test -run '^$$' -bench . -benchmem -count 3 ./...

docs: ## write docs/config.md anew from the settings
	go test ./docs -run TestConfig -write

clean: ## remove what was built; data stays
	rm -rf bin .tools

$(TOOLS)/versitygw:
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/versity/versitygw/cmd/versitygw@$(VERSITYGW_VERSION)

$(TOOLS)/golangci-lint:
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

# The replayer is built from a copy, its folder may be read-only. Without it
# the targets above tell what is missing.
$(SLT):
	@scripts/replayer $(SHARED) $(SLT)
