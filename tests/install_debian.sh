#!/bin/sh
# Installs Debian packages that `make` needs and the machine lacks; needs root or sudo. Usage: install_debian.sh PACKAGE...
set -eu
if ! command -v apt-get >/dev/null; then
    echo "Please install with your system's package manager: $*" >&2
    exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
