import type { ReactNode } from 'react';
import { formatCount } from '../../shared/fields/format.ts';
import { useProcesses } from '../state/stores.tsx';
import { useLanguage, useText, useWords } from '../words/language.tsx';
import { countIn, type Diagram, type DiagramState, queryFor, type Transition } from './stateDiagrams.ts';

const BOX = { width: 100, height: 44 };
const VIEW = '0 0 590 196';

interface StateDiagramProps {
  readonly diagram: Diagram;
  readonly onShow: (query: string) => void;
}

/** A text-book diagram with the number of processes in each state now; a state shows its processes. */
export function StateDiagram({ diagram: { title, states, transitions }, onShow }: StateDiagramProps): ReactNode {
  const say = useText();
  const byId = new Map(states.map((state) => [state.id, state]));
  return (
    <figure className="diagram">
      <figcaption>{say(title)}</figcaption>
      <svg viewBox={VIEW} role="group" aria-label={say(title)}>
        <defs>
          <marker id="arrow-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {transitions.map((transition) => (
          <Arrow key={`${transition.from} ${transition.to}`} transition={transition} from={byId.get(transition.from)!} to={byId.get(transition.to)!} />
        ))}
        {states.map((state) => (
          <State key={state.id} state={state} onShow={onShow} />
        ))}
      </svg>
    </figure>
  );
}

function State({ state, onShow }: { readonly state: DiagramState; readonly onShow: (query: string) => void }): ReactNode {
  const byState = useProcesses(({ totals }) => totals.byState);
  const language = useLanguage();
  const say = useText();
  const words = useWords().help;
  const count = countIn(state, byState);
  const shown = count === null ? '–' : formatCount(count, language);
  const show = (): void => onShow(queryFor(state));
  const isLink = state.letters.length > 0;
  return (
    <g
      className={`state-box${isLink ? ' link' : ''}`}
      transform={`translate(${state.x} ${state.y})`}
      {...(isLink
        ? {
            role: 'button',
            tabIndex: 0,
            onClick: show,
            onKeyDown: (event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              show();
            },
          }
        : {})}
    >
      <rect width={BOX.width} height={BOX.height} rx="10" />
      <text className="name" x={BOX.width / 2} y="19">
        {say(state.name)}
      </text>
      <text x={BOX.width / 2} y="35">
        {isLink ? `${state.letters.join(' ')} · ${shown}` : words.neverSeen}
      </text>
    </g>
  );
}

/** From the nearer edge of one box to that of the other. */
function Arrow({
  transition: { name, bend },
  from,
  to,
}: {
  readonly transition: Transition;
  readonly from: DiagramState;
  readonly to: DiagramState;
}): ReactNode {
  const say = useText();
  const isLevel = from.y === to.y;
  const isRightward = to.x > from.x;
  const goesDown = to.y > from.y;
  const dy = isLevel ? BOX.height / 2 + bend / 2 : 0;
  const start = isLevel
    ? { x: from.x + (isRightward ? BOX.width : 0), y: from.y + dy }
    : { x: from.x + (goesDown ? BOX.width / 2 : 0), y: from.y + (goesDown ? BOX.height : BOX.height / 2) };
  const end = isLevel
    ? { x: to.x + (isRightward ? 0 : BOX.width), y: to.y + dy }
    : { x: goesDown ? to.x + BOX.width : to.x + BOX.width / 2, y: goesDown ? to.y + BOX.height / 2 : to.y + BOX.height };
  const corner = goesDown ? { x: start.x, y: end.y } : { x: end.x, y: start.y };
  const path = isLevel ? `M${start.x} ${start.y}L${end.x} ${end.y}` : `M${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  const label = isLevel
    ? { x: (start.x + end.x) / 2, y: start.y + (bend > 0 ? 16 : -6) }
    : { x: corner.x + (goesDown ? 6 : -6), y: (start.y + end.y) / 2 + 16 };
  return (
    <g className="transition">
      <path d={path} markerEnd="url(#arrow-head)" />
      <text x={label.x} y={label.y} textAnchor={isLevel ? 'middle' : goesDown ? 'start' : 'end'}>
        {say(name)}
      </text>
    </g>
  );
}
