#!/usr/bin/env bash
# The figures of docs/BENCHMARKS.md: scripts/bench.sh [TABLE...]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh bench
scripts/islands.sh
cargo build --release --locked --quiet --package node --bin ecot
printf 'On %s cores, %s, kernel %s\n' "$(nproc)" "$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)" "$(uname -r)"
exec node bench/run.mjs "$@"
