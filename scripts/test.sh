#!/bin/sh
# Every test: the shared suite on PostgreSQL where one is reachable, then everything on SQLite. Says which run; the last
# line is that of the last run, the exit code that of both.
set -u
cd "$(dirname "$0")/.."
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
# --dist loadgroup keeps tests of processes (and of browsers) each on one worker, so that they do not starve.
if [ -n "$URL" ]; then
    echo "== PostgreSQL: everything but browsers and processes =="
    SIYU_DATABASE_URL="$URL" "$BIN/pytest" -n 2 --dist loadgroup -m "not browser and not processes" "$@" || failed=1
    [ "$failed" = 0 ] || echo "== PostgreSQL: FAILED =="
else
    echo "== PostgreSQL: not reachable, not tested (set SIYU_TEST_POSTGRES_URL) =="
fi
echo "== SQLite: everything =="
env -u SIYU_DATABASE_URL "$BIN/pytest" -n 2 --dist loadgroup "$@" || failed=1
exit "$failed"
