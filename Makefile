# s3dbsql: `make` explains itself, CI runs the same targets.

TOOLS := $(CURDIR)/.tools/bin
export PATH := $(TOOLS):$(PATH)
export VERSITYGW ?= $(TOOLS)/versitygw

VERSITYGW_VERSION := v1.8.0
GOLANGCI_VERSION := v2.12.0
FUZZTIME ?= 30s

.PHONY: help build run test race lint tools fuzz realdata crash slt bench demo clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

build: ## build bin/s3dbsql
	go build -o bin/s3dbsql ./cmd/s3dbsql

run: build ## build, start on the embedded store at the first free port from 5432 on, print the psql line
	@bin/s3dbsql serve --listen 127.0.0.1:0 --first-port 5432

test: tools ## all tests, with a real S3 server (versitygw) for the S3 driver
	go test ./...

race: tools ## all tests under the race detector
	go test -race ./...

lint: $(TOOLS)/golangci-lint ## gofmt, go vet, import arrows and the other linters
	golangci-lint run ./...

tools: $(TOOLS)/versitygw ## install what the tests need besides Go

$(TOOLS)/versitygw:
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/versity/versitygw/cmd/versitygw@$(VERSITYGW_VERSION)

$(TOOLS)/golangci-lint:
	GOBIN=$(TOOLS) GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

fuzz: ## every fuzz target for FUZZTIME (30s)
	@scripts/fuzz $(FUZZTIME)

clean: ## remove what was built; data stays
	rm -rf bin .tools
