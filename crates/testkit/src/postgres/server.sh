#!/bin/sh
# A PostgreSQL for tests: server.sh BIN LOCK
#
# Starts a server of the programs in BIN in a new folder, says "ready FOLDER" or why not, and stays beside it. Every
# test process that uses the server holds a shared lock of LOCK; the kernel drops it however the process ends. Once
# nobody has held one for a moment, the server is stopped and its folder removed.
set -eu
bin=$1
lock=$2
folder=$(mktemp -d /tmp/ecot-postgres-XXXXXX)
trap 'kill -QUIT "${server:-0}" 2>/dev/null; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP

# PostgreSQL refuses to run as root.
as=""
if [ "$(id -u)" = 0 ]; then
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
  chmod 711 "$folder"
  install -d -o postgres -g postgres -m 700 "$folder/data" "$folder/socket"
else
  mkdir -m 700 "$folder/data" "$folder/socket"
fi
cd "$folder"

# The default order of texts is that of French, so that a column or comparison that counts on bytes has to say so.
log=$folder/log
touch "$log"
$as "$bin/initdb" --pgdata="$folder/data" --username=ecot --auth=trust --encoding=UTF8 \
  --locale=C.UTF-8 --locale-provider=icu --icu-locale=fr --no-sync --no-instructions >"$log" 2>&1 || {
  cat "$log"
  exit 1
}
# Nothing of it outlives the tests: it need not survive a power cut. If this script is killed, so is the server.
$as setpriv --pdeathsig=KILL "$bin/postgres" -D "$folder/data" -k "$folder/socket" -c listen_addresses= \
  -c fsync=off -c full_page_writes=off -c autovacuum=off -c max_connections=400 -c shared_buffers=64MB \
  </dev/null >>"$log" 2>&1 &
server=$!
until "$bin/pg_isready" --quiet --host="$folder/socket"; do
  kill -0 "$server" 2>/dev/null || {
    cat "$log"
    exit 1
  }
  sleep 0.02
done
echo "ready $folder"
exec >/dev/null 2>&1

while :; do
  flock --exclusive "$lock" true
  sleep 2
  # Whoever comes now waits, and then finds that the folder is gone.
  exec 9<"$lock"
  if flock --exclusive --nonblock 9; then
    kill -QUIT "$server"
    wait "$server" || true
    rm -rf "$folder"
    exit 0
  fi
  exec 9<&-
done
