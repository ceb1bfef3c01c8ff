const STORED_AS = 'procession.token';
const FRAGMENT = /^#token=([\w-]{16,256})$/;

/** The parts of a window that the token goes through. */
export type TokenPlace = Pick<Window, 'location' | 'history' | 'sessionStorage'>;

/**
 * The key of the browser host: from the address's fragment, which is then taken out of the address bar and the history; after a reload
 * from the tab's own storage. null where there is none.
 */
export function readAccessToken(place: TokenPlace): string | null {
  const { location, history } = place;
  const token = FRAGMENT.exec(location.hash)?.[1];
  if (token === undefined) return readStored(place);
  history.replaceState(null, '', location.pathname + location.search);
  try {
    place.sessionStorage.setItem(STORED_AS, token);
  } catch {
    // Storage is switched off in this browser: the page works until it is reloaded.
  }
  return token;
}

function readStored(place: TokenPlace): string | null {
  try {
    return place.sessionStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
