const wantedName = 'tollgate.wantedPrice';
const startedName = 'tollgate.startedPrice';

function write(storage: Storage, name: string, lookupKey: string | null) {
  if (lookupKey) storage.setItem(name, lookupKey);
  else storage.removeItem(name);
}

/** Remembers in this browser the price (lookup key) chosen before sign-in, to offer it again afterwards; null forgets it. */
export const rememberWanted = (lookupKey: string | null): void => write(localStorage, wantedName, lookupKey);
/** The lookup key of the price chosen before sign-in; null if none. */
export const readWanted = (): string | null => localStorage.getItem(wantedName);

/** Remembers in this tab the price (lookup key) that it went to pay for; the page after the checkout waits for it. */
export const rememberStarted = (lookupKey: string | null): void => write(sessionStorage, startedName, lookupKey);
/** The lookup key of the price that this tab went to pay for; null if none. */
export const readStarted = (): string | null => sessionStorage.getItem(startedName);
