import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView, LinkPreview, SessionView } from '../../../shared/http/views.ts';
import { get, post, remove } from '../api/client.ts';
import { forgetOrganization, keepOrganization, releaseOrganization } from '../api/organization.ts';
import { isProblem } from '../api/problem.ts';
import { tellSessionBegan } from '../api/session-news.ts';
import { leaveView, viewedOrganization } from '../api/viewing.ts';
import { keepDraftsOf } from '../ui/draft.ts';
import { hasSessionHint, noteNoSession, setSessionHint } from './session-hint.ts';

/** A person who is signed in and belongs to no organization. */
export const withoutOrganization = 'without organization';
/** A person who is signed in: their account, or that they have none. */
export type SignedIn = AccountView | typeof withoutOrganization;

/** The account for which the session acts. An organization that was chosen here, and is not the person's any more, is forgotten. */
async function signedIn(): Promise<SignedIn | null> {
  try {
    return await get<AccountView>('/v1/account');
  } catch (error) {
    if (isProblem(error, 'session_missing')) return null;
    if (!isProblem(error, 'no_organization')) throw error;
    if (viewedOrganization() !== null) {
      leaveView();
      throw error;
    }
    return forgetOrganization() ? signedIn() : withoutOrganization;
  }
}

/** The account of the session, that its person has none, or null. An answer to a cancelled request is dropped, because it is about a former session. */
async function readAccount({ signal }: { readonly signal: AbortSignal }): Promise<SignedIn | null> {
  const found = await signedIn();
  if (signal.aborted) return found;
  if (found) setSessionHint(true);
  else noteNoSession();
  if (found && found !== withoutOrganization) {
    if (!found.viewsUntil) keepOrganization(found.id);
    keepDraftsOf(found.email);
  }
  return found;
}

type AccountOptions = {
  /** Ask even a browser that never signed in. */
  readonly required?: boolean;
  /** Ask again this often. */
  readonly refetchMs?: number | false;
};

/** The account of this session; null if nobody is signed in. A person without an organization has a value of their own. */
export const useSignedIn = ({ required = true, refetchMs = false }: AccountOptions = {}) =>
  useQuery({
    queryKey: ['account'],
    queryFn: readAccount,
    enabled: required || hasSessionHint(),
    refetchInterval: refetchMs,
  });

/** The account of this session; null if nobody is signed in, or the person belongs to no organization. */
export function useAccount(options?: AccountOptions) {
  const signedIn = useSignedIn(options);
  return { ...signedIn, data: signedIn.data === withoutOrganization ? null : signedIn.data };
}

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
  const readAnew = () => client.fetchQuery({ queryKey: ['account'], queryFn: readAccount, staleTime: 0 });
  return {
    began: async () => {
      forget();
      releaseOrganization();
      await cancel();
      await readAnew();
      tellSessionBegan();
    },
    /** Whether the session, which another tab may have begun, is of this address; else the page shows the person whose it is. */
    isStill: async (email: string): Promise<boolean> => {
      await cancel();
      const found = await readAnew();
      if (found !== null && found !== withoutOrganization && found.email === email) return true;
      forget();
      return false;
    },
    end: async () => {
      await remove('/v1/session');
      await cancel();
      setSessionHint(false);
      releaseOrganization();
      forget();
      client.setQueryData(['account'], null);
    },
  };
}
