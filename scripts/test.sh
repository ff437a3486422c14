#!/usr/bin/env bash
# Everything that is checked: scripts/test.sh [STAGE...]
#
# A stage is a function named stage_NAME. Each has a time budget for 2 cores and an empty target folder
# (docs/development.md has the same table); what takes longer is marked in the table at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

# name budget in seconds; the order is that in which they find a mistake soonest
STAGES="
setup 80
tidy 35
format 5
deny 5
islands 15
build 615
tests 415
browser 465
mutants 260
package 25
"
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
# The same in every stage, so that each crate is compiled once.
FEATURES=(--workspace --all-targets --locked --features node/demo)
ECOT=target/debug/ecot
# Everything is compiled once: what helps to compile it again a little sooner takes a sixth longer the first time.
export CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-0}
# clippy looks at our own crates while they are compiled, so that those of others are compiled once and not once more to
# be looked at.
export RUSTC_WORKSPACE_WRAPPER=clippy-driver

stage_setup() { scripts/setup.sh test; }
stage_tidy() { cargo test --locked --quiet --package xtask && cargo xtask tidy; }
stage_format() { cargo fmt --all --check; }
stage_islands() { scripts/islands.sh && (cd crates/web/islands && npm test --silent); }
stage_browser() { (cd tests/browser && npm test --silent); }
stage_mutants() { cargo xtask mutants; }
# Runs a build, and fails when it or clippy warned. Cargo says warnings again of what is compiled already.
without_warnings() {
  local log
  log=$(mktemp)
  "$@" 2>&1 | tee "$log"
  ! grep -q '^warning' "$log" || { echo "warnings are errors here"; return 1; }
  rm -f "$log"
}

# The last step puts the program with the demonstration back where it was; nothing is compiled for it.
stage_package() { without_warnings cargo xtask package && cargo test "${FEATURES[@]}" --no-run --quiet; }
stage_build() { without_warnings cargo test "${FEATURES[@]}" --no-run --quiet && [ -x "$ECOT" ]; }

stage_deny() {
  local deny=target/tools/bin/cargo-deny
  [ -x "$deny" ] || deny=cargo-deny
  "$deny" --offline --locked --all-features check --hide-inclusion-graph licenses bans sources
  if timeout 60 "$deny" fetch db >/dev/null 2>&1; then
    "$deny" --locked --all-features check --hide-inclusion-graph advisories
  else
    echo "deny: advisories were NOT checked: the database of weaknesses could not be fetched"
  fi
}

stage_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run "${FEATURES[@]}" --status-level slow --final-status-level slow
  else
    cargo test "${FEATURES[@]}" --quiet
  fi
}

# CPU seconds of everything that this shell has started and waited for: unlike the clock, they do not
# depend on what else the machine does.
cpu_seconds() { awk '{ print int(($16 + $17) / 100) }' /proc/$$/stat; }

wanted=("$@")
table=()
passed=0
while read -r name budget; do
  [ -n "$name" ] || continue
  # Setup always: every other stage counts on it, and it is over at once when nothing is missing.
  if [ "$name" != setup ] && [ ${#wanted[@]} -gt 0 ] && [[ " ${wanted[*]} " != *" $name "* ]]; then
    continue
  fi
  printf '\n== %s (at most %s s)\n' "$name" "$budget"
  start=$SECONDS
  start_cpu=$(cpu_seconds)
  # Not in a condition: there `set -e` would not hold inside the stage.
  set +e
  (set -e; "stage_$name") </dev/null
  status=$?
  set -e
  took=$((SECONDS - start))
  used=$(($(cpu_seconds) - start_cpu))
  mark=""
  [ "$took" -le "$budget" ] || mark="over its budget"
  if [ "$status" -ne 0 ]; then
    printf '\n== %s failed after %s s\n' "$name" "$took" >&2
    printf '%s passed, 1 failed\n' "$passed"
    exit 1
  fi
  passed=$((passed + 1))
  table+=("$(printf '%-10s %5s s of %5s s, %5s CPU-seconds  %s' "$name" "$took" "$budget" "$used" "$mark")")
done <<<"$STAGES"

printf '\n== done in %s s\n' "$SECONDS"
printf '%s\n' "${table[@]}"
printf '%s passed, 0 failed\n' "$passed"
