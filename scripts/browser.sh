#!/bin/sh
# Brings a Chromium and Chinese fonts for the browser tests: Debian's, when we are root there and none is installed.
set -eu
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk poppler-utils >/dev/null
else
    echo "no Chromium: the browser tests will say that they were skipped" >&2
fi
