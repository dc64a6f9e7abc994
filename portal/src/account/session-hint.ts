const name = 'tollgate.signedIn';

/**
 * Whether this browser signed in before. The session itself is a cookie that scripts cannot see. The hint only saves a
 * call of the API for visitors who never signed in.
 */
export const hasSessionHint = (): boolean => localStorage.getItem(name) === 'yes';

/** Whether the session ended without anybody signing out here. */
export const hasSessionEnded = (): boolean => localStorage.getItem(name) === 'ended';

/** Remembers, or forgets, that this browser is signed in. */
export function setSessionHint(signedIn: boolean): void {
  if (signedIn) localStorage.setItem(name, 'yes');
  else localStorage.removeItem(name);
}

/** Remembers that the API no longer knows the session, so it has ended. */
export function noteNoSession(): void {
  if (hasSessionHint()) localStorage.setItem(name, 'ended');
}
