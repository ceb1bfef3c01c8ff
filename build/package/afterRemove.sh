#!/bin/sh
# Takes back what afterInstall.sh did; an upgrade puts it there again.
if [ "$(readlink /usr/bin/procession)" = '/opt/${sanitizedProductName}/resources/cli/procession' ]; then rm -f /usr/bin/procession; fi
profile=/etc/apparmor.d/${executable}
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null 2>&1; then apparmor_parser --remove "$profile" 2>/dev/null || true; fi
  rm -f "$profile"
fi
exit 0
