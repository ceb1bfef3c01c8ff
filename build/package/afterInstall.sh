#!/bin/sh
# After the files are there: the command, and how the sandbox is made.
set -e
app='/opt/${sanitizedProductName}'

ln -sf "$app/resources/cli/procession" /usr/bin/procession

# The sandbox uses user namespaces; the setuid helper is for kernels that refuse them to ordinary users.
if [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; then
  chmod 0755 "$app/chrome-sandbox"
else
  chmod 4755 "$app/chrome-sandbox"
fi

if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -f /usr/share/icons/hicolor || true; fi

# Ubuntu 24.04 and newer give user namespaces to named programs alone.
profile=/etc/apparmor.d/${executable}
if command -v apparmor_status >/dev/null 2>&1 && apparmor_status --enabled 2>/dev/null; then
  if apparmor_parser --skip-kernel-load --debug "$app/resources/apparmor-profile" >/dev/null 2>&1; then
    cp -f "$app/resources/apparmor-profile" "$profile"
    if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
      apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
    fi
  fi
fi
exit 0
