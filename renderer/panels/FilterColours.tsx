import { type ReactNode, useMemo } from 'react';
import { FIELDS } from '../../shared/fields/registry.ts';
import type { QueryFault } from '../../shared/query/query.ts';
import { fieldCalled } from '../../shared/query/queryFields.ts';
import { type Token, tokenize } from '../../shared/query/queryTokens.ts';

type Colour = 'name' | 'value' | 'keyword' | 'text';

interface Run {
  readonly text: string;
  readonly colour: Colour;
  readonly isFaulty: boolean;
}

interface FilterColoursProps {
  readonly text: string;
  readonly fault: QueryFault | null;
}

/** The text of the filter box in colours, drawn under the input, whose own text is transparent. */
export function FilterColours({ text, fault }: FilterColoursProps): ReactNode {
  const runs = useMemo(() => runsOf(text, fault), [text, fault]);
  return (
    <span className="filter-colours" aria-hidden="true">
      {runs.map(({ text: part, colour, isFaulty }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
        <span key={index} className={`${colour}${isFaulty ? ' faulty' : ''}`}>
          {part}
        </span>
      ))}
    </span>
  );
}

/** Cuts the text where its colour changes, and where the fault begins and ends. */
export function runsOf(text: string, fault: QueryFault | null): Run[] {
  const colours: Colour[] = Array.from({ length: text.length }, () => 'text');
  for (const token of tokenize(text, (name) => fieldCalled(name, FIELDS) !== null)) paint(colours, token);
  const isFaulty = (at: number): boolean => fault !== null && at >= fault.at && at < fault.at + fault.length;
  const runs: Run[] = [];
  for (let from = 0; from < text.length; ) {
    let to = from + 1;
    while (to < text.length && colours[to] === colours[from] && isFaulty(to) === isFaulty(from)) to++;
    runs.push({ text: text.slice(from, to), colour: colours[from]!, isFaulty: isFaulty(from) });
    from = to;
  }
  return runs;
}

function paint(colours: Colour[], token: Token): void {
  const { at, length } = token;
  if (token.kind === 'term') {
    const valueAt = token.operatorAt + token.operator.length;
    colours.fill('name', at, valueAt).fill('value', valueAt, at + length);
  } else if (token.kind !== 'word' && token.kind !== 'unclosed') colours.fill('keyword', at, at + length);
}
