import type { Port } from '../../shared/transport/port.ts';

/** How asking for a port ended. */
export type Opening =
  | { readonly kind: 'open'; readonly port: Port }
  /** Nobody answers: try again later. */
  | { readonly kind: 'unreachable' }
  /** The host serves as many views as it can: try again later. */
  | { readonly kind: 'busy' }
  /** Trying again is no use: the page has no key, or a wrong one. */
  | { readonly kind: 'refused'; readonly why: 'missing' | 'wrong' };
