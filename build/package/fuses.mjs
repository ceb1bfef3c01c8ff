/**
 * Electron's fuses: switches in its binary, behind a mark, as one character each ('0' off, '1' on, 'r' removed). Written and read here and not by
 * @electron/fuses, whose older version electron-builder brings and which does not know all of them (electronjs.org/docs/latest/tutorial/fuses).
 */

const MARK = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
/** Of the wire's layout. */
const VERSION = 1;

/** Every fuse that is known, in the order of the wire, and how we want it. */
export const FUSES = /** @type {const} */ ([
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
  ['WasmTrapHandlers', true],
]);

/** How many of them the oldest Electron has that we are tested in. */
const LEAST = 8;

/**
 * Where the states of each wire begin and how many there are: a universal binary of macOS has two wires.
 * @param {Buffer} binary
 */
function wiresOf(binary) {
  /** @type {{ at: number, count: number }[]} */
  const wires = [];
  for (let mark = binary.indexOf(MARK); mark !== -1; mark = binary.indexOf(MARK, mark + 1)) {
    const header = mark + MARK.length;
    if (binary[header] !== VERSION) throw new Error(`fuses of layout ${binary[header]}, which is not known`);
    const count = binary[header + 1] ?? 0;
    if (count < LEAST || count > FUSES.length) throw new Error(`${count} fuses, of which ${FUSES.length} are known: name the new ones in FUSES`);
    wires.push({ at: header + 2, count });
  }
  if (wires.length === 0) throw new Error('no fuses: this is no Electron');
  return wires;
}

/**
 * Sets every fuse of the binary, in place. Throws where the wire has one that is not known, or that was removed.
 * @param {Buffer} binary
 */
export function setFuses(binary) {
  for (const { at, count } of wiresOf(binary)) {
    for (const [index, [name, isOn]] of FUSES.slice(0, count).entries()) {
      if (String.fromCharCode(binary[at + index] ?? 0) === 'r') throw new Error(`the fuse ${name} was removed from this Electron`);
      binary.write(isOn ? '1' : '0', at + index, 'latin1');
    }
  }
}

/**
 * The state of every fuse of the first wire, by name.
 * @param {Buffer} binary
 * @returns {Record<string, string>} '0', '1' or 'r'
 */
export function readFuses(binary) {
  const [wire] = wiresOf(binary);
  if (wire === undefined) return {};
  return Object.fromEntries(FUSES.slice(0, wire.count).map(([name], index) => [name, String.fromCharCode(binary[wire.at + index] ?? 0)]));
}

/** What readFuses must say of a binary with so many fuses. @param {number} count */
export const wantedFuses = (count) => Object.fromEntries(FUSES.slice(0, count).map(([name, isOn]) => [name, isOn ? '1' : '0']));
