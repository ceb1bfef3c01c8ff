/** Names by bit (include/uapi/linux/capability.h, without CAP_). */
const CAPABILITIES = [
  'chown',
  'dac_override',
  'dac_read_search',
  'fowner',
  'fsetid',
  'kill',
  'setgid',
  'setuid',
  'setpcap',
  'linux_immutable',
  'net_bind_service',
  'net_broadcast',
  'net_admin',
  'net_raw',
  'ipc_lock',
  'ipc_owner',
  'sys_module',
  'sys_rawio',
  'sys_chroot',
  'sys_ptrace',
  'sys_pacct',
  'sys_admin',
  'sys_boot',
  'sys_nice',
  'sys_resource',
  'sys_time',
  'sys_tty_config',
  'mknod',
  'lease',
  'audit_write',
  'audit_control',
  'setfcap',
  'mac_override',
  'mac_admin',
  'syslog',
  'wake_alarm',
  'block_suspend',
  'audit_read',
  'perfmon',
  'bpf',
  'checkpoint_restore',
] as const;

/** The last capability named here: what a kernel has that does not tell its own last. */
export const LAST_CAPABILITY = CAPABILITIES.length - 1;

/** With more missing than this, what is there is named instead. */
const MOST_MISSING = 6;

const HEXADECIMAL = /^[0-9a-f]{1,16}$/i;

/**
 * A capability set as /proc/PID/status tells it (hexadecimal) in words: `all` where every capability up to the kernel's last is in it
 * (`all -sys_boot` where few are missing), a bit that is new to us as `cap_41`, '' for the empty set. null where the text is no such set.
 */
export function formatCapabilities(text: string, lastCapability = LAST_CAPABILITY): string | null {
  if (!HEXADECIMAL.test(text)) return null;
  const mask = BigInt(`0x${text}`);
  const full = (1n << BigInt(lastCapability + 1)) - 1n;
  const missing = namesIn(full & ~mask);
  if (missing.length <= MOST_MISSING) return ['all', ...missing.map((name) => `-${name}`)].join(' ');
  return namesIn(mask).join(' ');
}

function namesIn(mask: bigint): string[] {
  const names: string[] = [];
  for (let bit = 0; bit < 64; bit++) if ((mask >> BigInt(bit)) & 1n) names.push(CAPABILITIES[bit] ?? `cap_${bit}`);
  return names;
}
