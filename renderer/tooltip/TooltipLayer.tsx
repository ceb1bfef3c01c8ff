import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Field } from '../../shared/fields/field.ts';
import { useStores } from '../state/stores.tsx';
import { useLanguage } from '../words/language.tsx';
import { tipAt } from './tip.tsx';

interface Tip {
  readonly anchor: Element;
  readonly content: ReactNode;
}

const TIP_ID = 'tip';
/** ms of rest before it shows; ms in which the pointer may travel to it. */
const SHOW_AFTER = 350;
const HIDE_AFTER = 120;
const MARGIN = 6;
/** What is walked through with keys: what is said of it stands in the details. */
const FOCUSED_QUIETLY = ['row', 'treeitem'];

/**
 * One tooltip for the whole view, for a component in each of thousands of cells would cost more than the cells. It shows on hover and at
 * once on keyboard focus, can itself be hovered, and Escape hides it (WCAG 1.4.13).
 */
export function TooltipLayer({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  const { processes } = useStores();
  const language = useLanguage();
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (act: () => void, pause: number): void => {
      clearTimeout(timer);
      timer = setTimeout(act, pause);
    };
    const show = (target: Element, anchor: Element): void => {
      const content = tipAt(target, processes.getState(), language, fields);
      setTip(content === null ? null : { anchor, content });
    };
    const onOver = ({ target }: PointerEvent): void => {
      if (!(target instanceof Element)) return;
      if (box.current?.contains(target) === true) return clearTimeout(timer);
      const anchor = target.closest('[data-tip], [data-field]');
      if (anchor === null) return later(() => setTip(null), HIDE_AFTER);
      later(() => show(target, anchor), SHOW_AFTER);
    };
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof Element && !FOCUSED_QUIETLY.includes(target.getAttribute('role') ?? '') && target.matches(':focus-visible')) {
        clearTimeout(timer);
        show(target, target);
      }
    };
    const hide = (): void => {
      clearTimeout(timer);
      setTip(null);
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') hide();
    };
    document.addEventListener('pointerover', onOver);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', hide);
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', hide, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', hide, true);
    };
  }, [processes, language, fields]);

  useLayoutEffect(() => {
    const element = box.current;
    if (tip === null || element === null) return;
    // Above an open dialog too, where there are popovers.
    if ('showPopover' in element) {
      element.popover = 'manual';
      element.showPopover();
    }
    const anchor = tip.anchor.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const below = anchor.bottom + MARGIN;
    const top = below + height > window.innerHeight ? Math.max(MARGIN, anchor.top - MARGIN - height) : below;
    const left = Math.max(MARGIN, Math.min(anchor.left, window.innerWidth - width - MARGIN));
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    tip.anchor.setAttribute('aria-describedby', TIP_ID);
    return () => tip.anchor.removeAttribute('aria-describedby');
  }, [tip]);

  if (tip === null) return null;
  return (
    <div ref={box} id={TIP_ID} role="tooltip" className="tooltip">
      {tip.content}
    </div>
  );
}
