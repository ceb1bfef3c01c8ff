#!/bin/sh
# /usr/bin/procession: the desktop app, or with a command the command line, which runs on Node: the app's own binary cannot (its fuse is off).
here=$(dirname -- "$(readlink -f -- "$0")")
case ${1-} in
  ps | tree | signal | set | wait | serve | explain | doctor | help | --help | -h)
    if ! command -v node >/dev/null 2>&1; then
      echo 'procession: the commands need Node 20.11 or newer, and there is no node on the PATH.' >&2
      exit 1
    fi
    exec node "$here/dist/node/procession.js" "$@"
    ;;
esac
exec "$(dirname -- "$(dirname -- "$here")")/procession" "$@"
