import type { Settings } from '../../shared/settings/registry.ts';

/** Where the window stood when it was last moved; px of the screen. */
export type WindowPlace = NonNullable<Settings['window']>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SIZE = { width: 1280, height: 800 } as const;
export const LEAST = { width: 640, height: 400 } as const;
/** px of the window's upper edge that must be on a screen, so that it can be taken hold of. */
const GRIP = { width: 120, height: 32 } as const;

/**
 * Where the window opens: where it stood, or in the middle of the first screen (no x and y) where it never stood or its screen is gone. `areas`
 * are the screens without their bars, the first one first.
 */
export function placeWindow(kept: WindowPlace | null, areas: readonly [Area, ...Area[]]): Partial<Pick<Area, 'x' | 'y'>> & Pick<Area, 'width' | 'height'> {
  const area = kept === null ? undefined : areas.find((one) => isReachable(kept, one));
  const { width, height } = kept ?? SIZE;
  const fit = (within: Area) => ({
    width: Math.max(LEAST.width, Math.min(width, within.width)),
    height: Math.max(LEAST.height, Math.min(height, within.height)),
  });
  return kept === null || area === undefined ? fit(areas[0]) : { x: kept.x, y: kept.y, ...fit(area) };
}

function isReachable(place: Area, area: Area): boolean {
  const seenWidth = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return seenWidth >= GRIP.width && place.y >= area.y && place.y + GRIP.height <= area.y + area.height;
}
