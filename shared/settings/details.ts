import * as z from 'zod/mini';
import { defineSetting } from './setting.ts';

/** Parts of the details, in their order. */
export const DETAIL_TABS = ['overview', 'explain', 'threads', 'signals', 'environment', 'limits', 'memory', 'io', 'scheduling'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Where the details stand; in a narrow window they are below, whatever is chosen. */
export const DETAIL_PLACES = ['right', 'below'] as const;
export type DetailPlace = (typeof DETAIL_PLACES)[number];

/** px that the details take, right of the table or below it. */
export const LEAST_SIZE: Readonly<Record<DetailPlace, number>> = { right: 280, below: 140 };
export const MOST_SIZE: Readonly<Record<DetailPlace, number>> = { right: 1400, below: 1200 };
export const USUAL_SIZE: Readonly<Record<DetailPlace, number>> = { right: 380, below: 300 };

const sizeOf = (place: DetailPlace) => z.number().check(z.minimum(LEAST_SIZE[place]), z.maximum(MOST_SIZE[place]));

/** How the details of a new window begin; one that is open goes its own way. */
export const details = defineSetting(
  z.strictObject({ tab: z.enum(DETAIL_TABS), place: z.enum(DETAIL_PLACES), sizes: z.strictObject({ right: sizeOf('right'), below: sizeOf('below') }) }),
  { tab: 'overview', place: 'right', sizes: USUAL_SIZE },
  null,
);
