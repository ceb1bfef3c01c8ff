import type { Job } from './inTasks.ts';
import { type LineFacts, type Lines, linesInSteps, linesOf } from './lines.ts';
import type { ProcessState } from './nextTable.ts';

/** Keeps what the table draws, so that it is reckoned once, and before it is wanted. */
export interface LineKeeper {
  /** The same object as before for the same facts. */
  linesOf(facts: LineFacts): Lines;
  /** Reckons what will be drawn of a table that is to come, if nothing else changes until then. */
  readonly prepare: (next: ProcessState) => Job;
}

interface Kept {
  readonly facts: LineFacts;
  readonly lines: Lines;
}

export function createLineKeeper(): LineKeeper {
  let last: Kept | null = null;
  let ahead: Kept | null = null;
  return {
    linesOf: (facts) => {
      if (last !== null && isSame(last.facts, facts)) return last.lines;
      last = ahead !== null && isSame(ahead.facts, facts) ? ahead : { facts, lines: linesOf(facts) };
      ahead = null;
      return last.lines;
    },
    prepare: function* ({ rows, tree, clock, exited }) {
      if (last === null) return;
      const facts = { ...last.facts, rows, tree, clock, exited };
      const lines = yield* linesInSteps(facts);
      ahead = { facts, lines };
    },
  };
}

function isSame(a: LineFacts, b: LineFacts): boolean {
  return (Object.keys(a) as (keyof LineFacts)[]).every((fact) => a[fact] === b[fact]);
}
