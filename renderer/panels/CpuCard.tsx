import type { ReactNode } from 'react';
import { busyPercent, type CpuShares, type SystemLine } from '../../shared/system/systemLine.ts';
import { useSystem } from '../state/stores.tsx';
import { DASH } from '../text/fieldText.ts';
import { useWords } from '../words/language.tsx';
import type { Words } from '../words/en.ts';
import { CoreBars } from './CoreBars.tsx';
import { CpuModeButton } from './CpuModeButton.tsx';
import { Fact, reasonOf } from './Fact.tsx';
import type { Figures } from './figures.ts';
import { useFigures } from './useFigures.ts';
import { HistoryLine } from './HistoryLine.tsx';

const KINDS = ['user', 'nice', 'system', 'iowait', 'irq', 'steal', 'idle'] as const satisfies readonly (keyof CpuShares)[];

/** How busy the machine's cores are, now and over the last minute. */
export function CpuCard({ line }: { readonly line: SystemLine }): ReactNode {
  const history = useSystem(({ cpuHistory }) => cpuHistory);
  const words = useWords();
  const figures = useFigures();
  const { cpu } = line;
  const share = (kind: 'user' | 'system' | 'iowait' | 'steal'): string | null => {
    const value = cpu?.[kind] ?? null;
    return value === null ? null : figures.whole(kind === 'user' ? value + cpu!.nice : kind === 'system' ? value + (cpu!.irq ?? 0) : value);
  };
  return (
    <section className="card cpu" tabIndex={0} aria-label={words.strip.cpu} data-tip="text" data-reason={explain(line, words, figures)}>
      <h2>
        {words.strip.cpu} <b>{cpu === null ? DASH : figures.percent(busyPercent(cpu))}</b>{' '}
        {line.cpus !== null && <small>{words.strip.ofCores(figures.count(line.cpus))}</small>}
        <small className="end">
          <Fact line={line} fact="load" value={line.load === null ? null : describeLoad(line.load, figures).join(' ')} say={words.strip.load} />
        </small>
        <CpuModeButton cpus={line.cpus} />
      </h2>
      <div className="graphs">
        <CoreBars cores={line.cores} />
        <HistoryLine history={history} label={words.strip.cpuHistory} />
      </div>
      <p className="facts">
        {(['user', 'system', 'iowait', 'steal'] as const).map((kind) => (
          <Fact key={kind} line={line} fact="cpu" value={share(kind)} say={(value) => `${words.strip.kinds[kind]} ${value}`} />
        ))}
      </p>
    </section>
  );
}

/** Every figure that the card is made of. */
function explain(line: SystemLine, words: Words, figures: Figures): string {
  const { strip } = words;
  const sharesIn = (shares: CpuShares): string =>
    KINDS.flatMap((kind) => (shares[kind] === null ? [] : [`${strip.kinds[kind]} ${figures.percent(shares[kind])}`])).join(strip.comma);
  const whole = line.cpu === null ? reasonOf(line, 'cpu', words) : sharesIn(line.cpu);
  const coreIn = (shares: CpuShares | null): string =>
    shares === null ? words.unknown['first-sample'] : `${figures.percent(busyPercent(shares))} (${sharesIn(shares)})`;
  const cores = line.cores.map(({ cpu, shares }) => strip.named(strip.core(String(cpu)), coreIn(shares)));
  const { load, pressure } = line;
  return [
    strip.cpuHelp,
    strip.named(strip.allCores, whole),
    ...(cores.length > 1 ? cores : []),
    load === null ? strip.named(strip.load(DASH), reasonOf(line, 'load', words)) : strip.loads(...describeLoad(load, figures)),
    strip.named(strip.cpuPressure, pressure.cpu === null ? reasonOf(line, 'cpuPressure', words) : strip.waited(figures.hundredthPercent(pressure.cpu.some))),
  ].join('\n');
}

function describeLoad([one, five, fifteen]: NonNullable<SystemLine['load']>, { hundredths }: Figures): [string, string, string] {
  return [hundredths(one), hundredths(five), hundredths(fifteen)];
}
