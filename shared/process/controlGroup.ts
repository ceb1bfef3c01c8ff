/** What the path of a control group tells. */
export interface ControlGroup {
  readonly path: string;
  /** Unit of systemd, decoded; null where no component names one. */
  readonly unit: string | null;
  /** The container's id or name; null where it is in none that we know. */
  readonly container: string | null;
}

/** Types of units that hold processes (systemd.unit(5)); a slice only groups them. */
const UNIT = /^(?:[^/]+)\.(?:service|scope|socket|mount|swap)$/;

/** Container engines' names of their groups; the first group is the id or name. Conmon and shim helpers stand beside, not inside. */
const CONTAINERS: readonly RegExp[] = [
  /^(?:docker|cri-containerd|crio|libpod|nerdctl)-([0-9a-f]{64})(?:\.scope)?$/,
  /^[^/:]+:(?:docker|cri-containerd|crio|libpod|nerdctl):([0-9a-f]{64})$/,
  /^([0-9a-f]{64})$/,
  /^lxc\.payload\.(.+)$/,
  /^systemd-nspawn@(.+)\.service$/,
];

/** Folders whose next component is a container's name. */
const FOLDERS = new Set(['lxc', 'lxc.payload']);

/** What the kernel adds where the group was removed under a zombie. */
const DELETED = ' (deleted)';

/**
 * The control group in the text of /proc/PID/cgroup (cgroups(7)): that of version 2, or, where that is the root, of systemd's hierarchy or
 * of the first controller with a path of its own. null where the text names none. A path cannot hold a newline.
 */
export function parseControlGroup(text: string): ControlGroup | null {
  let best: { readonly rank: number; readonly path: string } | null = null;
  for (const line of text.split('\n')) {
    const match = /^(\d+):([^:]*):(\/.*)$/.exec(line);
    if (match === null) continue;
    const [, hierarchy, controllers, path] = match;
    const rank = (path === '/' ? 4 : 0) + (hierarchy === '0' ? 0 : controllers === 'name=systemd' ? 1 : 2);
    if (best === null || rank < best.rank) best = { rank, path: path! };
  }
  if (best === null) return null;
  const { path } = best;
  const components = (path.endsWith(DELETED) ? path.slice(0, -DELETED.length) : path).split('/').filter((component) => component !== '');
  return { path, unit: unitOf(components), container: containerOf(components) };
}

/** The innermost unit: services of a user's own manager lie below user@UID.service. */
function unitOf(components: readonly string[]): string | null {
  const unit = components.findLast((component) => UNIT.test(component));
  return unit === undefined ? null : decodeUnit(unit);
}

/** systemd puts `_` before a name that the kernel could take for its own, and writes other bytes than its few as `\xNN` (systemd-escape(1)). */
function decodeUnit(name: string): string {
  const plain = name.startsWith('_') ? name.slice(1) : name;
  try {
    return decodeURIComponent(plain.replaceAll('%', '%25').replaceAll(/\\x([0-9a-f]{2})/gi, '%$1'));
  } catch {
    // Bytes that are no UTF-8: shown as they are written.
    return plain;
  }
}

/** The innermost container. */
function containerOf(components: readonly string[]): string | null {
  for (let i = components.length - 1; i >= 0; i--) {
    for (const pattern of CONTAINERS) {
      const match = pattern.exec(components[i]!);
      if (match !== null) return match[1]!;
    }
    if (i > 0 && FOLDERS.has(components[i - 1]!)) return components[i]!;
  }
  return null;
}
