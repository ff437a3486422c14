#!/usr/bin/env bash
# A member to try: scripts/run.sh PORT DATA
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1
data=$2

[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 0 ] && [ "$port" -le 65535 ] || {
  echo "run: '$port' is not a port: make run PORT=8080" >&2
  exit 1
}
# Before minutes of building, not after. A port that is taken later is told by ecot itself.
if [ "$port" -ne 0 ] && (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  echo "run: port $port is taken by another program: make run PORT=$((port + 1))" >&2
  exit 1
fi
scripts/setup.sh run
scripts/islands.sh
cargo build --release --locked --quiet --package node --bin ecot
mkdir -p "$data"
[ -f "$data/ecot.toml" ] || target/release/ecot init --config "$data/ecot.toml" >/dev/null
data=$(cd "$data" && pwd)
ECOT_MEMBER_DATA="$data/member" ECOT_HTTP_LISTEN="127.0.0.1:$port" exec target/release/ecot serve --config "$data/ecot.toml"
