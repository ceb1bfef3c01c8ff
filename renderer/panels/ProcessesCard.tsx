import type { ReactNode } from 'react';
import { explainStat, explainState } from '../../shared/process/explainStat.ts';
import type { SystemLine } from '../../shared/system/systemLine.ts';
import { useProcesses, useStores, useView } from '../state/stores.tsx';
import { stateClass } from '../text/StatText.tsx';
import { useText, useWords } from '../words/language.tsx';
import { Fact, reasonOf } from './Fact.tsx';
import { useFigures } from './useFigures.ts';

/** Busiest first, then what is wrong, then what rests. These are always there, so that nothing moves when one comes or goes. */
const ALWAYS = ['R', 'S', 'D', 'T', 'Z', 'I'];
/** Seldom seen. Letters that are new to us follow. */
const SELDOM = ['t', 'Zl', 'X'];

/** Totals of the living, how many are in each state (a click shows only those), and how many come and go. */
export function ProcessesCard({ line }: { readonly line: SystemLine | null }): ReactNode {
  const totals = useProcesses((state) => state.totals);
  const stateGroup = useView((state) => state.stateGroup);
  const { view } = useStores();
  const words = useWords();
  const figures = useFigures();
  const say = useText();
  const { byState } = totals;
  const groups = new Set([...ALWAYS, ...SELDOM, ...byState.keys(), ...(stateGroup === null ? [] : [stateGroup])]);
  const shown = byState.size === 0 ? [] : [...groups].filter((group) => ALWAYS.includes(group) || byState.has(group) || group === stateGroup);
  return (
    <section
      className="card processes"
      tabIndex={0}
      aria-label={words.strip.processes}
      data-tip="text"
      data-reason={[words.strip.forksHelp, words.strip.unseenHelp, ...(line === null || line.forks !== null ? [] : [reasonOf(line, 'forks', words)])].join(
        '\n',
      )}
    >
      <h2>
        {words.strip.processes} <b>{figures.count(totals.processes)}</b>{' '}
        {totals.threads !== null && <small>{words.strip.threads(figures.count(totals.threads))}</small>}
      </h2>
      <div className="states" role="group" aria-label={words.strip.states}>
        {shown.length === 0 && <span className="dim">{words.strip.noStates}</span>}
        {shown.map((group) => {
          const name = say((group === 'Zl' ? explainStat(group)[0]! : explainState(group)).name);
          const count = byState.get(group) ?? 0;
          return (
            <button
              key={group}
              type="button"
              className={`chip${count === 0 ? ' none' : ''}`}
              aria-pressed={group === stateGroup}
              data-state={group}
              data-tip="text"
              data-reason={`${name}\n${words.strip.filterBy(name)}`}
              onClick={() => view.toggleStateGroup(group)}
            >
              <b className={stateClass(group)}>{group}</b> <span className="state-name">{name}</span> <span className="count">{figures.count(count)}</span>
            </button>
          );
        })}
      </div>
      {line !== null && (
        <p className="facts">
          <Fact line={line} fact="forks" value={line.forks === null ? null : figures.count(Math.round(line.forks.perSecond))} say={words.strip.forks} />
          <Fact line={line} fact="forks" value={line.forks === null ? null : figures.count(line.forks.unseen)} say={words.strip.unseen} />
        </p>
      )}
    </section>
  );
}
