#!/bin/sh
# Brings a Chinese font for printed pages where the system has none: Noto Sans SC (OFL-1.1) from npm, 73 MB, once.
set -eu
cd "$(dirname "$0")/.."
if .venv/bin/python -c "import sys; from siyu.platform.ui.fonts import installed; sys.exit(not installed())"; then
  exit 0
fi
[ -d scripts/fonts/node_modules/@fontsource/noto-sans-sc ] && exit 0
echo "No Chinese font here; fetching Noto Sans SC for printed pages." >&2
PATH="$PATH:$PWD/.venv/bin" npm ci --prefix scripts/fonts --silent --no-audit --no-fund --ignore-scripts ||
  echo "The font could not be fetched: PDF reports need one, install Noto Sans CJK." >&2
