import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { formatCount, formatNumber } from '../../shared/fields/format.ts';
import type { ProcessId } from '../../shared/process/identity.ts';
import type { Row } from '../../shared/process/row.ts';
import { MOST_WAITS, type Thread, type ThreadOrder, type ThreadSort } from '../../shared/process/threads.ts';
import type { Client } from '../../shared/transport/client.ts';
import type { Language } from '../../shared/words/text.ts';
import { DASH } from '../text/fieldText.ts';
import { SafeName, SafeText } from '../text/SafeText.tsx';
import { stateClass } from '../text/StatText.tsx';
import { useLanguage, useWords } from '../words/language.tsx';
import { useAnswer } from './useAnswer.ts';

const READ_EVERY = 1_500;
const THREAD_HEIGHT = 22;
/** Columns in their order, and which way the first click sorts. */
const COLUMNS = [
  { id: 'tid', first: 'ascending', isNumeric: true },
  { id: 'name', first: 'ascending', isNumeric: false },
  { id: 'state', first: 'ascending', isNumeric: false },
  { id: 'cpuPercent', first: 'descending', isNumeric: true },
  { id: 'cpuTime', first: 'descending', isNumeric: true },
  { id: 'nice', first: 'ascending', isNumeric: true },
  { id: 'processor', first: 'ascending', isNumeric: true },
] as const satisfies readonly { readonly id: ThreadSort; readonly first: ThreadOrder['direction']; readonly isNumeric: boolean }[];

/** The threads of a process, live while they are shown; only those in sight are in the document, and only of those it is read what they wait in. */
export function ThreadsTab({ row }: { readonly row: Row }): ReactNode {
  const [order, setOrder] = useState<ThreadOrder>({ by: 'cpuPercent', direction: 'descending' });
  const inSight = useRef<readonly number[]>([]);
  const ask = useCallback((client: Client, target: ProcessId) => client.request('threads', { target, order, waitsOf: inSight.current }), [order]);
  const { answer, error } = useAnswer(row, 'threads', ask, READ_EVERY);
  const scroller = useRef<HTMLDivElement>(null);
  const words = useWords();
  const language = useLanguage();
  const threads = answer?.kind === 'read' ? answer.threads : [];
  const virtualizer = useVirtualizer({
    count: threads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => THREAD_HEIGHT,
    getItemKey: (index) => threads[index]?.tid ?? index,
    overscan: 4,
    scrollMargin: THREAD_HEIGHT,
  });
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  inSight.current = threads.slice(startIndex, Math.min(endIndex + 1, startIndex + MOST_WAITS)).map(({ tid }) => tid);
  const { threads: text } = words.details;
  if (answer === null) return <p className="dim">{error === null ? words.details.reading : words.details.failed(error.message)}</p>;
  if (answer.kind === 'unknown') return <p className="reason">{words.unknown[answer.reason]}</p>;
  const total = formatCount(answer.total, language);
  const turn = (id: ThreadSort, first: ThreadOrder['direction']): void =>
    setOrder(({ by, direction }) => ({ by: id, direction: by !== id ? first : direction === 'ascending' ? 'descending' : 'ascending' }));
  return (
    <>
      <p className="dim">{answer.total > threads.length ? text.some(formatCount(threads.length, language), total) : text.count(total)}</p>
      <div ref={scroller} className="threads" role="table" tabIndex={0} aria-label={text.label} aria-rowcount={threads.length + 1}>
        <div role="row" aria-rowindex={1} className="thread thread-head">
          {COLUMNS.map(({ id, first, isNumeric }) => {
            const direction = order.by === id ? order.direction : null;
            const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
            return (
              <div
                key={id}
                role="columnheader"
                aria-sort={direction ?? 'none'}
                className={`${isNumeric ? 'numeric' : ''}${id === 'cpuTime' ? ' wide-only' : ''}`}
              >
                <button type="button" className="thread-sort" aria-label={text.sortBy(text.columns[id])} onClick={() => turn(id, first)}>
                  {text.columns[id]}
                  {direction !== null && <Arrow size={11} aria-hidden="true" />}
                </button>
              </div>
            );
          })}
          <div role="columnheader">{text.columns.wchan}</div>
        </div>
        <div role="rowgroup" className="thread-list" style={{ height: `${virtualizer.getTotalSize()}px` }}>
          {virtualizer.getVirtualItems().map(({ index, start, key }) => (
            <ThreadRow key={key} thread={threads[index]!} index={index} top={start - THREAD_HEIGHT} language={language} />
          ))}
        </div>
      </div>
    </>
  );
}

interface ThreadRowProps {
  readonly thread: Thread;
  readonly index: number;
  /** px */
  readonly top: number;
  readonly language: Language;
}

function ThreadRow({ thread, index, top, language }: ThreadRowProps): ReactNode {
  const words = useWords();
  const { tid, name, state, cpuPercent, cpuTime, nice, processor, wchan, wchanUnknown } = thread;
  return (
    <div role="row" aria-rowindex={index + 2} className="thread" style={{ transform: `translateY(${top}px)` }} data-tid={tid}>
      <div role="cell" className="numeric">
        {tid}
      </div>
      <div role="cell">
        <SafeName name={name} />
      </div>
      <div role="cell" className={stateClass(state)}>
        <b>{state}</b>
      </div>
      <div role="cell" className="numeric">
        {cpuPercent === null ? <Dash reason={words.unknown['first-sample']} /> : formatNumber({ unit: 'percent' }, cpuPercent, language)}
      </div>
      <div role="cell" className="numeric wide-only">
        {formatNumber({ unit: 'ms' }, cpuTime, language)}
      </div>
      <div role="cell" className="numeric">
        {nice}
      </div>
      <div role="cell" className="numeric">
        {processor}
      </div>
      <div role="cell">{wchan === null ? <Dash reason={words.unknown[wchanUnknown ?? 'none']} /> : <SafeText text={wchan} />}</div>
    </div>
  );
}

function Dash({ reason }: { readonly reason: string }): ReactNode {
  return (
    <span className="unknown" data-tip="text" data-reason={reason}>
      {DASH}
    </span>
  );
}
