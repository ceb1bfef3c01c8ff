import { type ReactNode, useCallback, useState } from 'react';
import type { FieldId } from '../../shared/fields/registry.ts';
import { extentOf, HISTORY_IDS, HISTORY_MS, type HistorySeries, type Steps, type Track, valueAt } from '../../shared/process/history.ts';
import type { Row } from '../../shared/process/row.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { UnknownReason, Unit } from '../../shared/fields/field.ts';
import { useProcesses, useStores } from '../state/stores.tsx';
import { DASH } from '../text/fieldText.ts';
import { useWords } from '../words/language.tsx';
import type { Words } from '../words/en.ts';
import { HistoryGraph } from './HistoryGraph.tsx';
import { scaleEnd, spanOf } from './graphScale.ts';
import { type Format, useFormat, useIsDecimal } from './useFormat.ts';
import { usePolled } from './usePolled.ts';

/** ms at most between two questions; a sample asks too. */
const ASK_EVERY = 10_000;
/** What the system must tell so that there is anything to draw. */
const FIELD_OF: Readonly<Record<HistorySeries, FieldId>> = { cpu: 'cpuPercent', memory: 'rss', io: 'readRate', threads: 'threads' };
const NO_STEPS: Steps = { ago: [], values: [] };
const UNITS: Readonly<Record<HistorySeries, Unit | null>> = { cpu: 'percent', memory: 'bytes', io: 'bytesPerSecond', threads: null };

/** CPU, memory, I/O and threads over the last ten minutes, as the engine remembers them, one above the other with one pointer. */
export function HistoryGraphs({ row }: { readonly row: Row }): ReactNode {
  const track = useTrack(row);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const { history } = useWords().details;
  const formatOf = useFormat();
  const offered = useProcesses(({ capabilities }) => capabilities?.fields ?? null);
  const ids = HISTORY_IDS.filter((id) => offered === null || offered.includes(FIELD_OF[id]));
  const overMs = spanOf(Object.values(track?.series ?? {}));
  const span = formatOf('ms', overMs);
  const reason = row.unknown?.['readRate'] ?? null;
  const whyNoIo = reason === 'first-sample' || reason === 'not-read' ? null : reason;
  const hasEnded = track !== null && track !== undefined && track.endedAt !== null;
  return (
    <section className="graphs-section">
      <h3>{history.title(span)}</h3>
      {track === undefined ? (
        <p className="dim">{history.forgotten}</p>
      ) : (
        ids.map((id) => (
          <Graph
            key={id}
            id={id}
            steps={track?.series[id] ?? null}
            isLast={id === ids.at(-1)}
            overMs={overMs}
            span={span}
            whyNoIo={whyNoIo}
            hasEnded={hasEnded}
            pointedAt={pointedAt}
            onPoint={setPointedAt}
          />
        ))
      )}
    </section>
  );
}

interface GraphProps {
  readonly id: HistorySeries;
  /** null: not answered yet. */
  readonly steps: Steps | null;
  /** Whether no other stands below it. */
  readonly isLast: boolean;
  readonly overMs: number;
  /** The same in words. */
  readonly span: string;
  /** Why I/O cannot be read; null: it can, or is not read yet. */
  readonly whyNoIo: UnknownReason | null;
  readonly hasEnded: boolean;
  /** ms ago; null: nothing is pointed at. */
  readonly pointedAt: number | null;
  readonly onPoint: (ago: number | null) => void;
}

function Graph({ id, steps, isLast, overMs, span, whyNoIo, hasEnded, pointedAt, onPoint }: GraphProps): ReactNode {
  const words = useWords();
  const formatOf = useFormat();
  const isDecimal = useIsDecimal();
  const { history } = words.details;
  const format = (value: number): string => formatOf(UNITS[id], value);
  const known = steps ?? NO_STEPS;
  return (
    <figure className="history-graph" data-series={id}>
      <figcaption>
        <span>{history[id]}</span>
        <b>{steps === null ? '' : reading(known, pointedAt, format, formatOf, words)}</b>
      </figcaption>
      <HistoryGraph
        steps={known}
        label={describe(known, hasEnded, history[id], span, format, words)}
        format={(value) => format(value).replace(/[.,]0(?= )/, '')}
        formatAgo={(ago) => (ago === 0 ? history.now : formatOf('ms', ago, ago % 60_000 === 0 ? 'short' : 'long').replace(/[.,]0+(?= )/, ''))}
        overMs={overMs}
        most={scaleEnd(id, known, isDecimal)}
        hasTimes={isLast}
        onPoint={onPoint}
      />
      {id === 'io' && steps !== null && extentOf(steps) === null && <p className="dim">{whyNoIo === null ? history.ioHint : words.unknown[whyNoIo]}</p>}
    </figure>
  );
}

/** The value under the pointer, or the present one. */
function reading(steps: Steps, pointedAt: number | null, format: (value: number) => string, formatOf: Format, words: Words): string {
  const { history } = words.details;
  if (pointedAt === null) return textOr(steps.values.at(-1) ?? null, format);
  return history.at(textOr(valueAt(steps, pointedAt), format), formatOf('ms', pointedAt, 'long'));
}

const textOr = (value: number | null, format: (value: number) => string): string => (value === null ? DASH : format(value));

/** What the graph shows, for who does not see it. */
function describe(steps: Steps, hasEnded: boolean, name: string, span: string, format: (value: number) => string, words: Words): string {
  const extent = extentOf(steps);
  const { history } = words.details;
  if (extent === null) return history.nothing(name, span);
  const [least, most] = [format(extent.least), format(extent.most)];
  if (hasEnded) return history.ended(name, span, least, most);
  return history.text(name, span, least, most, extent.last === null ? history.unknown : format(extent.last));
}

/** null: not answered yet; undefined: nothing is remembered. Asked for with every sample that the view takes in. */
function useTrack({ key }: Row): Track | null | undefined {
  const { processes } = useStores();
  const isLoaded = useProcesses(({ capabilities }) => capabilities !== null);
  const ask = useCallback((client: Client) => client.request('history', { keys: [key], series: HISTORY_IDS, overMs: HISTORY_MS }), [key]);
  const again = useCallback(
    (askNow: () => void) => {
      let takenAt = 0;
      return processes.subscribe(({ clock }) => {
        if (clock.takenAt === takenAt) return;
        takenAt = clock.takenAt;
        askNow();
      });
    },
    [processes],
  );
  const { value } = usePolled(key, isLoaded ? ask : null, ASK_EVERY, again);
  return value === null ? null : value.tracks[0];
}
