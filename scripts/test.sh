#!/bin/sh
# Every test: everything on SQLite and, beside it where one is reachable, all that touches the database on PostgreSQL.
# Says which run; SQLite's output comes as it runs, PostgreSQL's afterwards. The exit code is that of both.
set -u
cd "$(dirname "$0")/.."
# Compiled once and kept: hundreds of processes are started below, and compiling takes each of them seconds.
unset PYTHONDONTWRITEBYTECODE
BIN=.venv/bin
URL=${SIYU_TEST_POSTGRES_URL:-}
if [ -z "$URL" ] && "$BIN/python" - <<'PROBE'
import sys

import psycopg

try:
    psycopg.connect("postgresql://postgres@127.0.0.1:5432/postgres", connect_timeout=2).close()
except psycopg.Error:
    sys.exit(1)
PROBE
then
    URL=postgresql://postgres@127.0.0.1:5432/siyu
fi

failed=0
said=$(mktemp)
other=
trap '[ -z "$other" ] || kill "$other" 2>/dev/null; rm -f "$said"' EXIT
trap 'exit 130' INT TERM
# Tests that kill processes mostly wait, so the run on PostgreSQL finds room beside the other one.
if [ -n "$URL" ]; then
    echo "== PostgreSQL: what touches the database, but for browsers and processes; runs beside SQLite, shown below =="
    SIYU_DATABASE_URL="$URL" "$BIN/pytest" -m "not browser and not processes" "$@" >"$said" 2>&1 &
    other=$!
else
    echo "== PostgreSQL: not reachable, not tested (set SIYU_TEST_POSTGRES_URL) =="
fi
echo "== SQLite: everything =="
# --dist loadgroup keeps tests of processes (and of browsers) each on one worker, so that they do not starve.
env -u SIYU_DATABASE_URL "$BIN/pytest" -n 2 --dist loadgroup "$@" || failed=1
if [ -n "$other" ]; then
    wait "$other" || failed=1
    other=
    echo "== PostgreSQL =="
    cat "$said"
fi
[ "$failed" = 0 ] || echo "== FAILED =="
exit "$failed"
