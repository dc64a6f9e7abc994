import { useLocation } from 'react-router';

/** As the API takes it: a page of this site, with query and fragment. */
const page = /^\/(?!\/)[\w/.~%-]*(\?[\w.~%&=+,:-]*)?(#[\w.~%=&-]*)?$/;
const longest = 200;

/** The page that led to sign-in, with its hash: it is opened again after it, also from the mail. Undefined where none did. */
export function useReturnTo(): string | undefined {
  const { state } = useLocation();
  const from = (state as { from?: string } | null)?.from;
  return from && from.length <= longest && page.test(from) ? from : undefined;
}
