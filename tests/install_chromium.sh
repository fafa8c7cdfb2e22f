#!/bin/sh
# Installs Debian's Chromium, which the tests of the report drive; needs root or sudo.
set -eu
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
if ! command -v apt-get >/dev/null; then
    echo "The tests need a Chromium at 'chromium' on the PATH: install it with your system's package manager." >&2
    exit 1
fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
