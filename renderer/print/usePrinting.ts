import { useEffect } from 'react';
import { contextOf } from '../commands/command.ts';
import { sheetNow } from '../commands/print.ts';
import { useStores } from '../state/stores.tsx';

/** Puts what is printed under the window while it is printed, whoever asked for it: the command, the browser's menu or its key. */
export function usePrinting(): void {
  const stores = useStores();
  useEffect(() => {
    let sheet: HTMLElement | null = null;
    const after = (): void => {
      sheet?.remove();
      sheet = null;
    };
    const before = (): void => {
      after();
      sheet = sheetNow(contextOf(stores));
      document.body.append(sheet);
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
      after();
    };
  }, [stores]);
}
