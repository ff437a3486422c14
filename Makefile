# Two commands: make run, make test. docs/development.md tells the rest.
PORT ?= 8080
DATA ?= demo-data

.PHONY: help run test bench

help:
	@echo "make run    the demonstration on http://127.0.0.1:$(PORT) (PORT=, DATA=)"
	@echo "make test   everything that is checked (STAGES='tidy tests' for some of it)"
	@echo "make bench  the figures of docs/BENCHMARKS.md"

run:
	@scripts/run.sh "$(PORT)" "$(DATA)"

test:
	@scripts/test.sh $(STAGES)

bench:
	@scripts/bench.sh $(TABLES)
