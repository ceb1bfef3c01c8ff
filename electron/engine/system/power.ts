import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the kernel says of one source of power (sysfs-class-power); null where it has no such file. */
export interface PowerSupply {
  readonly type: string | null;
  /** 'Device' for the battery of a mouse or a headset. */
  readonly scope: string | null;
  readonly status: string | null;
  readonly online: string | null;
}

/** Whether the machine runs on its battery. null where nothing tells: a machine without a battery. */
export function isOnBattery(supplies: readonly PowerSupply[]): boolean | null {
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  const batteries = own.filter(({ type }) => type === 'Battery');
  if (batteries.length === 0) return null;
  // A weak charger is online while the battery still gives: no reason to save then, for it was plugged in to work.
  if (own.some(({ type, online }) => type !== 'Battery' && online !== null && Number(online) > 0)) return false;
  return batteries.some(({ status }) => status === 'Discharging');
}

/** Reads them; [] on a system without them. Some answers come from the battery's own controller and take milliseconds: not for every sample. */
export function readPowerSupplies(root = '/sys/class/power_supply'): PowerSupply[] {
  const text = (path: string): string | null => {
    try {
      return readFileSync(path, 'latin1').trim();
    } catch {
      return null;
    }
  };
  let names: string[];
  try {
    names = readdirSync(root);
  } catch {
    return [];
  }
  return names.map((name) => ({
    type: text(join(root, name, 'type')),
    scope: text(join(root, name, 'scope')),
    status: text(join(root, name, 'status')),
    online: text(join(root, name, 'online')),
  }));
}
