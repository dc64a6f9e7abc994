import { useLocation } from 'react-router';

/** The form that the API accepts: a page of this site, with query and fragment. */
const page = /^\/(?!\/)[\w/.~%-]*(\?[\w.~%&=+,:-]*)?(#[\w.~%=&-]*)?$/;
const longest = 200;

/** The token of an invitation whose page led to sign-in; empty: another page did, or none. */
export const invitationIn = (returnTo = ''): string =>
  returnTo.startsWith('/invitation?') ? (new URLSearchParams(returnTo.slice(12)).get('invitation') ?? '') : '';

/** The page that led to sign-in, with its hash. Sign-in returns to it, also by the link in the mail. Undefined if there was none. */
export function useReturnTo(): string | undefined {
  const { state } = useLocation();
  const from = (state as { from?: string } | null)?.from;
  return from && from.length <= longest && page.test(from) ? from : undefined;
}
