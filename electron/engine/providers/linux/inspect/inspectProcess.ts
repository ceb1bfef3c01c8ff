import { readdirSync, readlinkSync, statSync } from 'node:fs';
import type { FieldValue, UnknownReason } from '../../../../../shared/fields/field.ts';
import { keyOf, type ProcessId } from '../../../../../shared/process/identity.ts';
import { FACTS, type FactField, type FactSource, type Inspected, type Inspection } from '../../../../../shared/process/inspection.ts';
import { formatPolicy } from '../../../../../shared/process/schedulingPolicy.ts';
import type { Reader } from '../../../reader/reader.ts';
import { UserNames } from '../../userNames.ts';
import { bytesToText } from '../bytesToText.ts';
import { convertStatus, parseStatus, PF_KTHREAD, STAT, STATE_ZOMBIE } from '../readingPlan.ts';
import type { StatLine } from '../statParser.ts';
import { readSystemFacts } from '../systemFacts.ts';
import { attempt, readLink, readStat, readText, type Told } from './procFile.ts';

/** Of smaps_rollup and io; both are shorter. */
const LIMIT = 4_096;
const users = new UserNames();
const { ticksPerSecond } = readSystemFacts();

/** A value, or why there is none; the reason 'none' says that it was read and there is none. */
type Fact = { readonly value: FieldValue } | { readonly reason: UnknownReason };

/** Reads what a tab shows of one process. What may block goes through the reader. */
export async function inspectProcess(target: ProcessId, tab: Inspected, reader: Reader): Promise<Inspection> {
  const fields = FACTS.filter((field) => field.tab === tab);
  const blocking = await readBlocking(target, fields, reader);
  const files = readFiles(target.pid, fields);
  // Read last, so that it holds for all that was read before.
  const stat = readStat(target);
  if (stat === null) return { kind: 'gone' };
  const values: Record<string, FieldValue> = {};
  const unknown: Record<string, UnknownReason> = {};
  const lacks = reasonWithout(stat);
  for (const field of fields) {
    const fact: Fact = field.needsProgram && lacks !== null ? { reason: lacks } : (blocking.get(field.id) ?? tell(field.linux, target.pid, files, stat));
    values[field.id] = 'value' in fact ? fact.value : null;
    if ('reason' in fact) unknown[field.id] = fact.reason;
  }
  return { kind: 'read', values, unknown };
}

/** Why it has no program and no memory of its own; null: it has. */
export function reasonWithout({ fields }: StatLine): UnknownReason | null {
  if ((fields[STAT.flags]! & PF_KTHREAD) !== 0) return 'kernel-thread';
  return fields[STAT.state] === STATE_ZOMBIE && fields[STAT.threads]! <= 1 ? 'zombie' : null;
}

async function readBlocking({ pid, startTime }: ProcessId, fields: readonly FactField[], reader: Reader): Promise<ReadonlyMap<string, Fact>> {
  const found = new Map<string, Fact>();
  for (const file of ['smaps_rollup', 'io'] as const) {
    const wanted = fields.flatMap(({ id, linux }) => (linux.from === file ? [{ id, key: linux.key }] : []));
    if (wanted.length === 0) continue;
    const result = await reader.read(pid, keyOf({ pid, startTime }), file, LIMIT);
    const lines =
      result.kind === 'read'
        ? parseStatus(
            `\n${Buffer.from(result.bytes).toString('latin1')}`,
            wanted.map(({ key }) => key),
          )
        : null;
    for (const { id, key } of wanted) {
      if (result.kind !== 'read') found.set(id, { reason: result.kind === 'gone' ? 'failed' : result.kind });
      else found.set(id, valueOr(convertStatus(lines!.get(key), file === 'io' ? 'number' : 'kibibytes'), 'unsupported'));
    }
  }
  return found;
}

interface Files {
  readonly status: Told<ReadonlyMap<string, string>>;
  readonly schedstat: Told<readonly number[]>;
}

function readFiles(pid: number, fields: readonly FactField[]): Files {
  const keys = fields.flatMap(({ linux }) => (linux.from === 'status' || linux.from === 'owner' ? [linux.key] : []));
  const status = readText(`/proc/${pid}/status`);
  const schedstat = fields.some(({ linux }) => linux.from === 'schedstat') ? readText(`/proc/${pid}/schedstat`) : ({ reason: 'unsupported' } as const);
  return {
    status: 'value' in status ? { value: parseStatus(status.value, keys) } : status,
    schedstat: 'value' in schedstat ? { value: schedstat.value.trim().split(' ').map(Number) } : schedstat,
  };
}

type DirectSource = Exclude<FactSource, { from: 'smaps_rollup' | 'io' }>;

function tell(source: FactSource, pid: number, { status, schedstat }: Files, stat: StatLine): Fact {
  const direct = source as DirectSource;
  switch (direct.from) {
    case 'status':
      if ('reason' in status) return { reason: reasonIn(status) };
      return tellStatus(status.value.get(direct.key), direct.as);
    case 'owner':
      if ('reason' in status) return { reason: reasonIn(status) };
      return tellOwner(status.value.get(direct.key)?.split(/\s+/)[direct.index], direct.key);
    case 'stat':
      return tellStat(stat.fields[direct.field]!, direct.as);
    case 'schedstat': {
      if ('reason' in schedstat) return { reason: reasonIn(schedstat) };
      const word = schedstat.value[direct.index];
      if (word === undefined || !Number.isFinite(word)) return { reason: 'unsupported' };
      // ns, and a count.
      return { value: direct.index === 2 ? word : word / 1e6 };
    }
    case 'link':
      return fromTold(readLink(`/proc/${pid}/${direct.name}`), (path) => bytesToText(Buffer.from(path)), reasonWithout(stat));
    case 'file':
      return fromTold(readText(`/proc/${pid}/${direct.name}`), (text) => Number.parseInt(text, 10));
    case 'openFiles':
      return fromTold(countOpenFiles(pid), (count) => count);
    case 'namespaces':
      return fromTold(readNamespaces(pid, direct.which), (names) => names);
    default:
      return direct satisfies never;
  }
}

function tellStatus(text: string | undefined, as: Extract<FactSource, { from: 'status' }>['as']): Fact {
  if (text === undefined) return { reason: 'unsupported' };
  if (as !== 'words') return valueOr(convertStatus(text, as), 'unsupported');
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? { reason: 'none' } : { value: words };
}

function tellOwner(id: string | undefined, key: 'Uid' | 'Gid'): Fact {
  if (id === undefined) return { reason: 'unsupported' };
  const name = key === 'Uid' ? users.nameOf(Number(id), performance.now()) : id;
  return { value: name === id ? id : `${name} (${id})` };
}

function tellStat(raw: number, as: Extract<FactSource, { from: 'stat' }>['as']): Fact {
  switch (as) {
    case 'ticks':
      return { value: (raw * 1000) / ticksPerSecond };
    case 'policy':
      return { value: formatPolicy(raw) };
    case 'rtPriority':
      return raw === 0 ? { reason: 'none' } : { value: raw };
    case 'number':
      return { value: raw };
    default:
      return as satisfies never;
  }
}

/** Since Linux 6.2 the size of the folder is their number. */
export function countOpenFiles(pid: number): Told<number> {
  return attempt(() => statSync(`/proc/${pid}/fd`).size || readdirSync(`/proc/${pid}/fd`).length);
}

function readNamespaces(pid: number, which: 'shared' | 'own'): Told<FieldValue> {
  return attempt(() => {
    const names = readdirSync(`/proc/${pid}/ns`).filter((name) => !name.endsWith('_for_children'));
    const links = names.map((name) => ({ name, link: readlinkSync(`/proc/${pid}/ns/${name}`), ours: ownNamespace(name) }));
    const told = links.filter(({ link, ours }) => (link === ours) === (which === 'shared')).map(({ name, link }) => (which === 'shared' ? name : link));
    return told.length === 0 ? null : told;
  });
}

function ownNamespace(name: string): string | null {
  const own = readLink(`/proc/self/ns/${name}`);
  return 'value' in own ? own.value : null;
}

function fromTold<T>(told: Told<T>, convert: (value: T) => FieldValue, whereGone: UnknownReason | null = null): Fact {
  if ('value' in told) return valueOr(convert(told.value), 'none');
  return { reason: told.reason === 'gone' ? (whereGone ?? 'failed') : told.reason };
}

const reasonIn = ({ reason }: { readonly reason: UnknownReason | 'gone' }): UnknownReason => (reason === 'gone' ? 'failed' : reason);
const valueOr = (value: FieldValue, reason: UnknownReason): Fact => (value === null ? { reason } : { value });
