#!/usr/bin/env bash
# The demonstration: scripts/run.sh PORT DATA
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1
data=$2

[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 0 ] && [ "$port" -le 65535 ] || {
  echo "run: '$port' is not a port: make run PORT=8080" >&2
  exit 1
}
# Before minutes of building, not after. What happens later is told by ecot itself.
if [ "$port" -ne 0 ] && (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  echo "run: port $port is taken by another program: make run PORT=$((port + 1))" >&2
  exit 1
fi
if ! mkdir -p "$data" 2>/dev/null || [ ! -w "$data" ]; then
  echo "run: cannot write into '$data': make run DATA=ANOTHER_FOLDER" >&2
  exit 1
fi
scripts/setup.sh run
scripts/islands.sh
program=${CARGO_TARGET_DIR:-target}/release/ecot
[ -x "$program" ] || echo "run: building; the first time this takes some minutes"
# Whoever waits in front of a terminal sees how far it is.
quiet=()
[ -t 2 ] || quiet=(--quiet)
cargo build --release --locked "${quiet[@]}" --package node --bin ecot --features demo
exec "$program" demo --data "$data" --port "$port"
