import { useEffect, useState } from 'react';
import { useLink, useSettings } from '../state/stores.tsx';

/** ms for which the first picture waits for the settings, so that theme and language do not change before one's eyes. */
const PATIENCE = 250;

/** Whether it is known how the view is to look, or it took too long to be told, or there is something else to say. */
export function useIsReady(): boolean {
  const isLoaded = useSettings((state) => state.isLoaded);
  const isConnecting = useLink(({ phase }) => phase.kind === 'connecting');
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return isLoaded || isLate || !isConnecting;
}
