import type { ProcessDescriptor } from 'ps-list';

/** One process as ps-list tells it, without what ps and ps-list put in themselves. null: not told. */
export interface ListedProcess {
  readonly pid: number;
  readonly ppid: number | null;
  /** Base name of the executable where it can be read, else the kernel's name. A byte that is not ASCII reads `?`: that loss is ps's. */
  readonly name: string | null;
  /** The command line as one text: ps joins the arguments with spaces, and nothing splits them again truthfully. '' where there is none. */
  readonly cmd: string | null;
  readonly uid: number | null;
  /** ms since the epoch, exact to the second. */
  readonly startTime: number | null;
  /** ps marks it as exited and not waited for. */
  readonly isDefunct: boolean;
}

/** What ps writes behind the name of a zombie. */
const DEFUNCT = '<defunct>';
/** `lstart` of ps in the C locale. */
const PS_DATE = /^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/** Takes one row of ps-list apart. `platform` as Node names it. */
export function parseListed(row: ProcessDescriptor, platform: string): ListedProcess {
  const isDefunct = isMarkedDefunct(row);
  const { name, startTime } = separateDate(row);
  return {
    pid: row.pid,
    ppid: Number.isInteger(row.ppid) ? row.ppid : null,
    name: plainName(name, isDefunct, platform),
    cmd: row.cmd === undefined || row.cmd === '' || isDefunct ? null : plainCommand(row.cmd, row.name),
    uid: row.uid ?? null,
    startTime,
    isDefunct,
  };
}

/**
 * procps: the command `[x] <defunct>`, the name `x` or, in some versions, `x <defunct>`; macOS: `<defunct>` in both. A name alone proves
 * nothing, for anyone can take it; to imitate both a process must hide its executable too.
 */
function isMarkedDefunct({ name, cmd }: ProcessDescriptor): boolean {
  return name === DEFUNCT ? cmd === DEFUNCT : cmd === `[${withoutMark(name)}] ${DEFUNCT}`;
}

const withoutMark = (name: string): string => (name.endsWith(` ${DEFUNCT}`) ? name.slice(0, -DEFUNCT.length - 1) : name);

/** Where the kernel's name is empty, ps-list takes the start time for the name. */
function separateDate({ name, startTime }: ProcessDescriptor): { name: string; startTime: number | null } {
  if (startTime !== undefined) return { name, startTime: startTime.getTime() };
  return PS_DATE.test(name) ? { name: '', startTime: new Date(name).getTime() } : { name, startTime: null };
}

function plainName(name: string, isDefunct: boolean, platform: string): string | null {
  if (isDefunct) return name === DEFUNCT ? null : withoutMark(name);
  // On macOS comm is the executable's path; ps-list leaves it whole where that file is gone.
  return platform === 'darwin' ? name.slice(name.lastIndexOf('/') + 1) : name;
}

/** Where there is no command line ps prints the name in brackets (macOS: in parentheses). */
function plainCommand(cmd: string, name: string): string {
  return cmd === `[${name}]` || cmd === `(${name})` ? '' : cmd;
}
