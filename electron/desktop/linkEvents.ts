import { app } from 'electron';
import { findDeepLink, parseDeepLink } from './deepLink.ts';

/** Where the links that this program is started with, or told of, go. */
export interface LinkEvents {
  /** Hears of the one that came before, too. A second start without a link is told as null. */
  listen(onLink: (pid: number | null) => void): void;
}

/** Must run before the app is ready: macOS may hand a link over by then. */
export function collectLinks(): LinkEvents {
  let waiting = findDeepLink(process.argv);
  let tell = (pid: number | null): void => {
    waiting = pid ?? waiting;
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    tell(parseDeepLink(url));
  });
  app.on('second-instance', (_event, argv) => tell(findDeepLink(argv)));
  return {
    listen: (onLink) => {
      tell = onLink;
      if (waiting !== null) onLink(waiting);
    },
  };
}
