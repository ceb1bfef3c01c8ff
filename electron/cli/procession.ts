import { FIELDS } from '../../shared/fields/registry.ts';
import { parseProcessRef, type ProcessRef } from '../../shared/process/identity.ts';
import { MAX_PID } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { parseSignalName } from '../../shared/process/signals.ts';
import { SCOPES, type Scope } from '../../shared/process/scope.ts';
import { parseSetting } from '../../shared/process/change.ts';
import { signalsHere } from '../engine/capabilities.ts';
import { changesHere } from '../engine/signals/settings.ts';
import { visibleText } from '../../shared/process/visibleText.ts';
import { parseQuery } from '../../shared/query/parseQuery.ts';
import type { Query } from '../../shared/query/query.ts';
import { describeHiding } from '../../shared/words/hidingWords.ts';
import { describeQueryFault } from '../../shared/words/queryWords.ts';
import { readProcHiding } from '../engine/system/procHiding.ts';
import { type ArgumentShape, parseArguments, parseNumber, parseProvider, UsageError } from './arguments.ts';
import { bindRows } from './bindRows.ts';
import { runDoctor } from './doctor.ts';
import { runExplain } from './explain.ts';
import { formatPsJson, formatPsText } from './ps.ts';
import { readTable } from './readTable.ts';
import { runServe } from './serve.ts';
import { runSet, SETTING_WORDS } from './set.ts';
import { runSignal } from './signal.ts';
import { formatTree } from './tree.ts';
import { runWait } from './wait.ts';

const USAGE = `usage: procession COMMAND [OPTION…]

  ps [--json] [--where QUERY] [PID…]     the process table, or what of it is asked for
  explain PID [--json]                   what a process is, in sentences
  doctor [--json] [--seconds N]          what is wrong on this machine, and what to do; looks for 8 s by default
  tree [PID]                             the process tree, or one subtree
  signal NAME PID… [--scope SCOPE] [--dry-run] [--yes] [--json]
                                         what a signal would do; with --yes sends it
  set nice|io|cpus|oom VALUE PID… [--scope SCOPE] [--dry-run] [--yes] [--json]
                                         what a change would do; with --yes makes it
  wait PID… [--timeout SECONDS] [--json] returns when they have ended
  serve [--port N] [--no-open] [--read-only]
                                         shows the table in a browser

PID is a process ID, or PID:START or PID:START:INODE as ps --json prints in "id": then only that very process is meant.
QUERY is as in the filter box: 'node', 'user:root and cpu>5', 'state:Z or (mem>1g and age<10m)', 'name~/^kworker/'.
VALUE is -20 to 19 of nice; realtime:0-7, best-effort:0-7, idle or none of io; 0-3,7 of cpus; -1000 to 1000 of oom.
SCOPE is process (the default), subtree, group, session or name: all that has the same.
--privilege has a signal or a change run as root, for this once: the system asks you first (pkexec, where there is one).
--provider auto|portable chooses how the table is read.
Exit status: 0 done, 1 something failed (of doctor: something is a problem), 2 bad arguments, 3 refused.`;

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;
/** A year. */
const MOST_SECONDS = 31_536_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const warn = (line: string): void => void process.stderr.write(`procession: ${line}\n`);

type Command = (words: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  ps: async (words) => {
    const { flags, values, rest } = parseArguments(words, { flags: ['--json'], values: ['--provider', '--where'] });
    const wanted = rest.map(parseTarget);
    const isWanted = (row: Row): boolean => wanted.length === 0 || wanted.some((reference) => isMeant(reference, row));
    const query = parseWhere(values.get('--where') ?? '');
    const table = await readTable(parseProvider(values.get('--provider')), { rates: true, dear: flags.has('--json'), rows: isWanted, query });
    const rows = table.found.toSorted((a, b) => a.id.pid - b.id.pid);
    if (flags.has('--json')) print(formatPsJson(table, await bindRows(parseProvider(values.get('--provider')), rows)));
    else for (const line of formatPsText(table, rows)) print(line);
    warnOfHiding();
    return reportMissing(wanted, table.rows);
  },
  explain: async (words) => {
    const { flags, values, rest } = parseArguments(words, { flags: ['--json'], values: ['--provider'] });
    if (rest.length !== 1) throw new UsageError('explain takes one PID');
    const wanted = parseTarget(rest[0]!);
    const provider = parseProvider(values.get('--provider'));
    const table = await readTable(provider, { rates: false, dear: false, rows: (row) => isMeant(wanted, row) });
    const row = table.rows.find((one) => isMeant(wanted, one));
    if (row !== undefined) runExplain(row, table, provider, flags.has('--json'), print);
    return reportMissing([wanted], table.rows);
  },
  doctor: async (words) => {
    const { flags, values, rest } = parseArguments(words, { flags: ['--json'], values: ['--provider', '--seconds'] });
    if (rest.length > 0) throw new UsageError(`doctor takes no ${quote(rest[0]!)}`);
    const seconds = parseNumber(values.get('--seconds') ?? '8', '--seconds', 3, MOST_SECONDS);
    const status = await runDoctor({ seconds, asJson: flags.has('--json'), provider: parseProvider(values.get('--provider')) }, print, warn);
    warnOfHiding();
    return status;
  },
  tree: async (words) => {
    const { values, rest } = parseArguments(words, { values: ['--provider'] });
    if (rest.length > 1) throw new UsageError('tree takes one PID at most');
    const wanted = rest.map(parseTarget);
    const table = await readTable(parseProvider(values.get('--provider')), { rates: false, dear: false });
    const tops = wanted.map((reference) => table.rows.find((row) => isMeant(reference, row)) ?? null);
    const missing = reportMissing(wanted, table.rows);
    if (missing !== 0) return missing;
    for (const line of formatTree(table.rows, table.clock, tops[0] ?? null)) print(line);
    warnOfHiding();
    return 0;
  },
  signal: async (words) => {
    const { flags, values, rest } = parseArguments(words, { flags: ['--dry-run', '--yes', '--json', '--privilege'], values: ['--scope', '--provider'] });
    const [name, ...targets] = rest;
    if (name === undefined || targets.length === 0) throw new UsageError('signal takes a signal’s name and at least one PID');
    const signal = parseSignalName(name);
    if (signal === null || !signalsHere().includes(signal)) throw new UsageError(`no signal is called ${quote(name)}; there are ${signalsHere().join(', ')}`);
    if (flags.has('--yes') && flags.has('--dry-run')) throw new UsageError('--dry-run sends nothing and --yes sends: one of them');
    const provider = parseProvider(values.get('--provider'));
    const scope = parseScope(values.get('--scope') ?? 'process');
    if (scope === 'subtree' && flags.has('--privilege')) throw new UsageError('a subtree cannot be signalled with --privilege: choose group or session');
    const options = { scope, isConfirmed: flags.has('--yes'), asJson: flags.has('--json'), withPrivilege: flags.has('--privilege'), provider };
    return runSignal(signal, targets.map(parseTarget), options, print);
  },
  set: async (words) => {
    const shape: ArgumentShape = { flags: ['--dry-run', '--yes', '--json', '--privilege'], values: ['--scope', '--provider'], takesNegative: true };
    const { flags, values, rest } = parseArguments(words, shape);
    const [name, value, ...targets] = rest;
    if (name === undefined || value === undefined || targets.length === 0) throw new UsageError('set takes a setting, its value and at least one PID');
    const kind = Object.hasOwn(SETTING_WORDS, name) ? SETTING_WORDS[name]! : null;
    if (kind === null) throw new UsageError(`no setting is called ${quote(name)}; there are ${Object.keys(SETTING_WORDS).join(', ')}`);
    if (!changesHere().includes(kind)) throw new UsageError(`${name} cannot be changed on this system`);
    const change = parseSetting(kind, value);
    if (change === null) throw new UsageError(`${quote(value)} is no value of ${name}`);
    if (flags.has('--yes') && flags.has('--dry-run')) throw new UsageError('--dry-run changes nothing and --yes changes: one of them');
    const options = {
      scope: parseScope(values.get('--scope') ?? 'process'),
      isConfirmed: flags.has('--yes'),
      asJson: flags.has('--json'),
      withPrivilege: flags.has('--privilege'),
      provider: parseProvider(values.get('--provider')),
    };
    return runSet(change, targets.map(parseTarget), options, print);
  },
  wait: async (words) => {
    const { flags, values, rest } = parseArguments(words, { flags: ['--json'], values: ['--timeout', '--provider'] });
    if (rest.length === 0) throw new UsageError('wait takes at least one PID');
    const timeout = values.get('--timeout');
    const timeoutMs = timeout === undefined ? Number.POSITIVE_INFINITY : parseNumber(timeout, '--timeout', 0, MOST_SECONDS) * 1000;
    return runWait(rest.map(parseTarget), { timeoutMs, asJson: flags.has('--json'), provider: parseProvider(values.get('--provider')) }, print);
  },
  serve: async (words) => {
    const shape: ArgumentShape = { flags: ['--no-open', '--read-only'], values: ['--port', '--provider'] };
    const { flags, values, rest } = parseArguments(words, shape);
    if (rest.length > 0) throw new UsageError(`serve takes no ${quote(rest[0]!)}`);
    const port = values.get('--port');
    return runServe(
      {
        port: port === undefined ? 0 : parseNumber(port, '--port', 0, 65_535),
        opensBrowser: !flags.has('--no-open'),
        provider: parseProvider(values.get('--provider')),
        isReadOnly: flags.has('--read-only'),
      },
      print,
      warn,
    );
  },
};

/** Hidden is not gone (D9). */
function warnOfHiding(): void {
  const hiding = readProcHiding();
  if (hiding !== null) describeHiding(hiding, 'en').forEach(warn);
}

function parseScope(text: string): Scope {
  const scope = SCOPES.find((one) => one === text && one !== 'marked');
  if (scope === undefined) throw new UsageError(`--scope takes process, subtree, group, session or name, not ${quote(text)}`);
  return scope;
}

function parseWhere(text: string): Query | null {
  const parsed = parseQuery(text, FIELDS);
  if (parsed.ok) return parsed.query;
  throw new UsageError(`--where, character ${parsed.fault.at + 1}: ${describeQueryFault(parsed.fault, 'en')}`);
}

function quote(text: string): string {
  return JSON.stringify(visibleText(text));
}

function parseTarget(text: string): ProcessRef {
  const reference = parseProcessRef(text);
  if (reference === null || reference.pid > MAX_PID)
    throw new UsageError(`${quote(text)} is no process: a PID is a whole number from 1 to ${MAX_PID}, or PID:START as ps --json prints it`);
  return reference;
}

function isMeant(reference: ProcessRef, row: Row): boolean {
  return row.id.pid === reference.pid && (reference.startTime === undefined || reference.startTime === row.id.startTime);
}

function reportMissing(wanted: readonly ProcessRef[], rows: readonly Row[]): number {
  const missing = wanted.filter((reference) => !rows.some((row) => isMeant(reference, row)));
  for (const { pid } of missing) warn(`there is no process ${pid}`);
  return missing.length === 0 ? 0 : EXIT_FAILED;
}

async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === 'help' || name === '--help' || name === '-h') {
    print(USAGE);
    return 0;
  }
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? null : COMMANDS[name]!;
  try {
    if (command === null) throw new UsageError(name === undefined ? 'which command?' : `there is no command ${quote(name)}`);
    return await command(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      warn(error.message);
      process.stderr.write(`\n${USAGE}\n`);
      return EXIT_USAGE;
    }
    warn(error instanceof Error ? error.message : String(error));
    return EXIT_FAILED;
  }
}

// A reader that goes away (`procession ps | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));
