import type { ReactNode } from 'react';
import { formatCount, formatNumber } from '../../shared/fields/format.ts';
import { explainStat, explainState } from '../../shared/process/explainStat.ts';
import { useProcesses, useStores, useView } from '../state/stores.tsx';
import { stateClass } from '../text/StatText.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';

/** Busiest first, then what is wrong, then what rests. Letters that are new to us follow. */
const ORDER = ['R', 'S', 'D', 'T', 't', 'Z', 'Zl', 'I', 'X'];

/** Totals of the living, and how many are in each state; a click shows only those. */
export function Strip(): ReactNode {
  const totals = useProcesses((state) => state.totals);
  const isKnown = useProcesses((state) => state.capabilities !== null);
  const stateGroup = useView((state) => state.stateGroup);
  const { view } = useStores();
  const words = useWords();
  const language = useLanguage();
  const say = useText();
  if (!isKnown) return null;
  const groups = new Set([...ORDER, ...totals.byState.keys(), ...(stateGroup === null ? [] : [stateGroup])]);
  const shown = [...groups].filter((group) => totals.byState.has(group) || group === stateGroup);
  return (
    <section className="strip" aria-label={words.strip.label}>
      <div className="figure">
        <span className="figure-name">{words.strip.processes}</span>
        <b>{formatCount(totals.processes, language)}</b>
        {totals.threads !== null && <span className="dim">{words.strip.threads(formatCount(totals.threads, language))}</span>}
      </div>
      <div className="figure">
        <span className="figure-name">{words.strip.cpu}</span>
        <b>{totals.cpuPercent === null ? '–' : formatNumber({ unit: 'percent' }, totals.cpuPercent, language)}</b>
        <span className="dim">{words.strip.ofCore}</span>
      </div>
      <div className="states" role="group" aria-label={words.strip.states}>
        {shown.length === 0 && <span className="dim">{words.strip.noStates}</span>}
        {shown.map((group) => {
          const name = say((group === 'Zl' ? explainStat(group)[0]! : explainState(group)).name);
          return (
            <button
              key={group}
              type="button"
              className="chip"
              aria-pressed={group === stateGroup}
              data-state={group}
              data-tip="text"
              data-reason={words.strip.filterBy(name)}
              onClick={() => view.toggleStateGroup(group)}
            >
              <b className={stateClass(group)}>{group}</b> <span>{name}</span>{' '}
              <span className="count">{formatCount(totals.byState.get(group) ?? 0, language)}</span>
            </button>
          );
        })}
      </div>
    </section>
  );
}
