#!/usr/bin/env bash
# The figures of docs/BENCHMARKS.md: scripts/bench.sh [TABLE...]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh bench
scripts/islands.sh
# Together, so that each dependency is compiled once.
cargo build --release --locked --quiet --package node --package media --package web --package exchange \
  --package carry --package simulation --features node/demo --bin ecot --example ladder --example hourly \
  --example placement --example million --bench metering
printf 'On %s cores, %s GiB, kernel %s, load %s\n' "$(nproc)" \
  "$(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo)" "$(uname -r)" "$(cut -d ' ' -f 1 /proc/loadavg)"
exec node bench/run.mjs "$@"
