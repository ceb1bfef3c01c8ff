import { describe, expect, it } from 'vitest';
import { explainStat, explainState } from '../../../shared/process/explainStat.ts';
import { LANGUAGES } from '../../../shared/words/text.ts';

const names = (stat: string): string[] => explainStat(stat).map(({ name }) => name.en);

describe('explainStat', () => {
  it('spells out every letter in its order', () => {
    expect(names('S<Lsl+')).toEqual(['sleeping', 'favoured', 'locked memory', 'session leader', 'many threads', 'in the foreground']);
    expect(explainStat('RN').map(({ letter }) => letter)).toEqual(['R', 'N']);
  });

  it('tells the state from a modifier by its place', () => {
    expect(names('l')).toEqual(['unknown letter']);
    expect(names('SS')).toEqual(['sleeping', 'unknown letter']);
  });

  it('B1 keeps letters that are new to it', () => {
    expect(explainStat('Q?').map(({ letter, name }) => [letter, name.en])).toEqual([
      ['Q', 'unknown letter'],
      ['?', 'unknown letter'],
    ]);
    expect(names('')).toEqual([]);
  });

  it('takes no letter from the prototype of objects', () => {
    expect(explainState('constructor').name.en).toBe('unknown letter');
  });

  it('B5 a leader that exited before its threads is no zombie', () => {
    expect(names('Zl')).toEqual(['leader exited', 'many threads']);
    expect(names('Zs')).toEqual(['zombie', 'session leader']);
  });

  it.each([
    ['R', 'ready or running'],
    ['S', 'blocked (waiting)'],
    ['D', 'blocked (waiting)'],
    ['Z', 'terminated'],
    ['X', 'terminated'],
  ])('%s is %s in text books', (letter, textbook) => {
    expect(explainState(letter).textbook?.en).toBe(textbook);
  });

  it('speaks every language', () => {
    for (const { name, consequence, textbook } of explainStat('R<NLsl+').concat(...'SDTtZIX?'.split('').map((state) => explainStat(state)))) {
      for (const text of [name, consequence, ...(textbook === null ? [] : [textbook])]) for (const language of LANGUAGES) expect(text[language]).not.toBe('');
    }
  });
});
