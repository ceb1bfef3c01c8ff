import { CircleHelp } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { FIELDS } from '../../shared/fields/registry.ts';
import { queryNameOf } from '../../shared/query/queryFields.ts';
import { useText, useWords } from '../words/language.tsx';

/** Queries that say more than rules do; each can be tried. */
const EXAMPLES = [
  ['firefox', 'word'],
  ['state:Z', 'is'],
  ['user:root cpu>5', 'both'],
  ['mem>1g or age<10m', 'either'],
  ['not user:root', 'not'],
  ['tty:-', 'none'],
  ['unit:ssh*', 'like'],
  ['command~"a b"', 'contains'],
  ['name~/^kworker/', 'pattern'],
] as const;

/** The filter language on one card, with the names of all fields. */
export function FilterHelp({ onTry }: { readonly onTry: (text: string) => void }): ReactNode {
  const words = useWords().filter;
  const say = useText();
  return (
    <Popover.Root modal={false}>
      <Popover.Trigger className="icon-button" aria-label={words.help}>
        <CircleHelp size={14} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Content className="menu filter-help" align="end" sideOffset={10} collisionPadding={8} aria-label={words.help}>
        <h3>{words.help}</h3>
        <ul>
          {EXAMPLES.map(([text, kind]) => (
            <li key={text}>
              <Popover.Close asChild>
                <button type="button" onClick={() => onTry(text)}>
                  <code>{text}</code>
                </button>
              </Popover.Close>
              <span>{words.examples[kind]}</span>
            </li>
          ))}
        </ul>
        <h3>{words.fields}</h3>
        <dl>
          {FIELDS.map((field) => (
            <div key={field.id}>
              <dt>
                <code>{queryNameOf(field)}</code>
              </dt>
              <dd>{say(field.header)}</dd>
            </div>
          ))}
        </dl>
      </Popover.Content>
    </Popover.Root>
  );
}
