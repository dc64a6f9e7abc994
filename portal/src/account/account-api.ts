import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView, LinkPreview, SessionView } from '../../../shared/http/views.ts';
import { get, post, remove } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import { hasSessionHint, noteNoSession, setSessionHint } from './session-hint.ts';

/** The signed-in account, or null. An answer to a cancelled request is dropped, because it is about a former session. */
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

/** The account of this session; null if nobody is signed in. */
export const useAccount = ({ required = true, refetchMs = false }: AccountOptions = {}) =>
  useQuery({
    queryKey: ['account'],
    queryFn: readAccount,
    enabled: required || hasSessionHint(),
    refetchInterval: refetchMs,
  });

/** The account on public pages; undefined or null for a visitor who is not signed in. */
export const useVisitor = () => useAccount({ required: false }).data;

/** The page of this site to open after sign-in by a link; the dashboard by default. */
type ReturnTo = { readonly returnTo: string | undefined };

/** POST /v1/signup: the answer is the same for every address. */
export const signUp = (asked: { readonly email: string; readonly organization: string } & ReturnTo) =>
  post('/v1/signup', asked);

/** POST /v1/login: the answer is the same for every address. */
export const logIn = (asked: { readonly email: string } & ReturnTo) => post('/v1/login', asked);

/** The address that a sign-in link is for; the link stays valid. */
export const previewLink = (token: string) => post<LinkPreview>('/v1/session/preview', { token });

/** Uses up the link and starts a session. */
export const openSession = (token: string) => post<SessionView>('/v1/session', { token });

/** Forgets the data of a former session and reads the account anew. */
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
