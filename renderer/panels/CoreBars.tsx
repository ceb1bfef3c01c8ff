import type { ReactNode } from 'react';
import type { Core, CpuShares } from '../../shared/system/systemLine.ts';

/** Bottom to top. */
const SEGMENTS: readonly { readonly className: string; readonly share: (shares: CpuShares) => number }[] = [
  { className: 'user', share: ({ user, nice }) => user + nice },
  { className: 'kernel', share: ({ system, irq }) => system + (irq ?? 0) },
  { className: 'iowait', share: ({ iowait }) => iowait ?? 0 },
  { className: 'steal', share: ({ steal }) => steal ?? 0 },
];

/** A column a core, px where they fit and units of the drawing; a gap between columns where there is room for one. */
const STEP = 10;
const GAP = 3;
const ROOMY = 40;

/** One column for each core: user, kernel, waiting for a disk, stolen. The figures are in the card's explanation. */
export function CoreBars({ cores }: { readonly cores: readonly Core[] }): ReactNode {
  const width = cores.length > ROOMY ? STEP : STEP - GAP;
  return (
    <svg
      className="cores"
      width={Math.max(1, cores.length) * STEP}
      viewBox={`0 0 ${Math.max(1, cores.length) * STEP} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-cores={cores.length}
    >
      {cores.map(({ cpu, shares }, index) => {
        let top = 100;
        return (
          <g key={cpu} transform={`translate(${index * STEP} 0)`}>
            <rect className="track" width={width} height={100} />
            {shares !== null &&
              SEGMENTS.map(({ className, share }) => {
                const height = share(shares);
                top -= height;
                return height > 0 && <rect key={className} className={className} y={top} width={width} height={height} />;
              })}
          </g>
        );
      })}
    </svg>
  );
}
