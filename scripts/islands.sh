#!/usr/bin/env bash
# Builds the pages' scripts and styles into crates/web/islands/dist when a source is newer.
set -euo pipefail
cd "$(dirname "$0")/../crates/web/islands"

if [ -f dist/.built ] && [ -z "$(find . ../assets -newer dist/.built -type f \
  -not -path './node_modules/*' -not -path './dist/*' -print -quit 2>/dev/null)" ]; then
  exit 0
fi
echo "islands: building the pages' scripts and styles"
npm run --silent build
touch dist/.built
