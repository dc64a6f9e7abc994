import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView, LinkPreview, SessionView } from '../../../shared/http/views.ts';
import { get, post, remove } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { hasSessionHint, noteNoSession, setSessionHint } from './session-hint.ts';

/** Who is signed in; an answer that nobody waits for any more is about a former session. */
async function readAccount({ signal }: { readonly signal: AbortSignal }): Promise<AccountView | null> {
  const account = await get<AccountView>('/v1/account').catch((error: unknown) => {
    if (isProblem(error, 'session_missing')) return null;
    throw error;
  });
  if (signal.aborted) return account;
  if (account) setSessionHint(true);
  else noteNoSession();
  return account;
}

type AccountOptions = {
  /** Ask even a browser that never signed in. */
  readonly required?: boolean;
  /** Ask again this often. */
  readonly refetchMs?: number | false;
};

/** The account of this session; null where nobody is signed in. */
export const useAccount = ({ required = true, refetchMs = false }: AccountOptions = {}) =>
  useQuery({
    queryKey: ['account'],
    queryFn: readAccount,
    enabled: required || hasSessionHint(),
    refetchInterval: refetchMs,
  });

/** The account on pages that anybody may see; undefined or null for a stranger. */
export const useVisitor = () => useAccount({ required: false }).data;

/** Where a link leads once it has signed in: a page of this site; the dashboard unless given. */
type ReturnTo = { readonly returnTo: string | undefined };

/** POST /v1/signup: the answer is the same for every address. */
export const signUp = (asked: { readonly email: string; readonly organization: string } & ReturnTo) =>
  post('/v1/signup', asked);

/** POST /v1/login: the answer is the same for every address. */
export const logIn = (asked: { readonly email: string } & ReturnTo) => post('/v1/login', asked);

/** Whom a sign-in link is for; it stays good. */
export const previewLink = (token: string) => post<LinkPreview>('/v1/session/preview', { token });

/** Uses up the link and starts a session. */
export const openSession = (token: string) => post<SessionView>('/v1/session', { token });

/** Forgets what was known of a former session and asks who is signed in now. */
export function useSessionChange() {
  const client = useQueryClient();
  const forget = () =>
    client.removeQueries({ predicate: ({ queryKey }) => !['catalog', 'account'].includes(String(queryKey[0])) });
  const cancel = () => client.cancelQueries({ queryKey: ['account'] });
  return {
    began: async () => {
      forget();
      await cancel();
      await client.fetchQuery({ queryKey: ['account'], queryFn: readAccount, staleTime: 0 });
    },
    end: async () => {
      await remove('/v1/session');
      await cancel();
      setSessionHint(false);
      forget();
      client.setQueryData(['account'], null);
    },
  };
}
