const wantedName = 'tollgate.wantedPrice';
const startedName = 'tollgate.startedPrice';

function write(storage: Storage, name: string, lookupKey: string | null) {
  if (lookupKey) storage.setItem(name, lookupKey);
  else storage.removeItem(name);
}

/** The price that was chosen before there was an account: asked for again after sign-in, in this browser. */
export const rememberWanted = (lookupKey: string | null): void => write(localStorage, wantedName, lookupKey);
export const readWanted = (): string | null => localStorage.getItem(wantedName);

/** The price that this tab went to pay for: what the page after the checkout waits to see. */
export const rememberStarted = (lookupKey: string | null): void => write(sessionStorage, startedName, lookupKey);
export const readStarted = (): string | null => sessionStorage.getItem(startedName);
