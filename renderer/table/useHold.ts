import { type RefObject, useEffect } from 'react';
import { useStores } from '../state/stores.tsx';

/** Holds the order of the rows while the pointer or the focus is among them. The header is none of them: who sorts wants to see it sorted. */
export function useHold(list: RefObject<HTMLElement | null>): void {
  const { calm } = useStores();
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const releases = new Map<'pointer' | 'focus', () => void>();
    const hold = (reason: 'pointer' | 'focus') => (): void => {
      if (!releases.has(reason)) releases.set(reason, calm.hold());
    };
    const release = (reason: 'pointer' | 'focus'): void => {
      releases.get(reason)?.();
      releases.delete(reason);
    };
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) release('focus');
    };
    const part = (): void => release('pointer');
    const point = hold('pointer');
    const enter = hold('focus');
    element.addEventListener('pointerenter', point);
    element.addEventListener('pointerleave', part);
    element.addEventListener('focusin', enter);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('pointerenter', point);
      element.removeEventListener('pointerleave', part);
      element.removeEventListener('focusin', enter);
      element.removeEventListener('focusout', leave);
      release('pointer');
      release('focus');
    };
  }, [calm, list]);
}
