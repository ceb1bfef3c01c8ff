import type { Text } from '../../shared/words/text.ts';

/** A state of a text-book diagram: its place in px, and the kernel's letters that stand for it (none: no process is ever seen in it). */
export interface DiagramState {
  readonly id: string;
  readonly name: Text;
  readonly x: number;
  readonly y: number;
  readonly letters: readonly string[];
}

/** A transition, from edge to edge of two states; `bend` moves the middle of the arrow up (negative) or down, in px. */
export interface Transition {
  readonly from: string;
  readonly to: string;
  readonly name: Text;
  readonly bend: number;
}

export interface Diagram {
  readonly title: Text;
  readonly states: readonly DiagramState[];
  readonly transitions: readonly Transition[];
}

const READY: DiagramState = { id: 'ready', name: { en: 'ready', zh: '就绪' }, x: 150, y: 30, letters: ['R'] };
const RUNNING: DiagramState = { id: 'running', name: { en: 'running', zh: '运行' }, x: 340, y: 30, letters: ['R'] };
const BLOCKED: DiagramState = { id: 'blocked', name: { en: 'blocked', zh: '阻塞' }, x: 245, y: 140, letters: ['S', 'D', 'I'] };

const CORE: readonly Transition[] = [
  { from: 'ready', to: 'running', name: { en: 'gets a core', zh: '获得核心' }, bend: -16 },
  { from: 'running', to: 'ready', name: { en: 'time is over', zh: '时间片用完' }, bend: 16 },
  { from: 'running', to: 'blocked', name: { en: 'waits', zh: '等待' }, bend: 0 },
  { from: 'blocked', to: 'ready', name: { en: 'event comes', zh: '事件到来' }, bend: 0 },
];

export const THREE_STATES: Diagram = { title: { en: 'Three states', zh: '三态模型' }, states: [READY, RUNNING, BLOCKED], transitions: CORE };

export const FIVE_STATES: Diagram = {
  title: { en: 'Five states', zh: '五态模型' },
  states: [
    { id: 'new', name: { en: 'new', zh: '新建' }, x: 20, y: 30, letters: [] },
    READY,
    RUNNING,
    { id: 'terminated', name: { en: 'terminated', zh: '终止' }, x: 470, y: 30, letters: ['Z', 'X'] },
    BLOCKED,
  ],
  transitions: [
    { from: 'new', to: 'ready', name: { en: 'fork', zh: 'fork' }, bend: 0 },
    ...CORE,
    { from: 'running', to: 'terminated', name: { en: 'exit', zh: 'exit' }, bend: 0 },
  ],
};

/** How many processes are in a state; null where the system tells no states, or none is ever seen in this one. */
export function countIn({ letters }: DiagramState, byState: ReadonlyMap<string, number>): number | null {
  if (letters.length === 0 || byState.size === 0) return null;
  return letters.reduce((sum, letter) => sum + (byState.get(letter) ?? 0), 0);
}

/** The query that shows the processes of a state. */
export function queryFor({ letters }: DiagramState): string {
  return letters.map((letter) => (letter === 'Z' ? '(state:Z threads<=1)' : `state:${letter}`)).join(' or ');
}
