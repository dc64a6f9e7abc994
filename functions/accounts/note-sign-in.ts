import { networksOfClient } from '../../shared/domain/access/client-network.ts';
import type { Session } from '../../shared/domain/accounts/account.ts';
import { seenOfPerson } from '../../shared/domain/accounts/together.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { hashOfToken, sessionTokenOf } from '../../shared/http/session.ts';
import { type NewSighting, noteSeen } from '../../shared/services/accounts/note-seen.ts';
import type { AccountsDeps } from './deps.ts';

type SignedIn = Pick<Session, 'accountId' | 'passkeyId'>;

/**
 * Notes the network and the passkey of a sign-in, and the organization whose session came along with it: the same browser was used for
 * both. The browser itself is not looked at.
 */
export const noteSignIn = (deps: AccountsDeps, request: ApiRequest, signedIn: SignedIn): Promise<void> =>
  noteSeen(deps, async () => {
    const { accountId, passkeyId } = signedIn;
    const key = await deps.togetherKey();
    const { client } = networksOfClient(request.address);
    return [
      { accountId, seen: seenOfPerson(key, 'network', client) },
      ...(passkeyId === undefined ? [] : [{ accountId, seen: seenOfPerson(key, 'device', `passkey ${passkeyId}`) }]),
      ...sameBrowser(key, accountId, await accountBefore(deps, request)),
    ];
  });

/** The organization of the session whose cookie came with the request; null for none. */
async function accountBefore({ sessions, now }: AccountsDeps, request: ApiRequest): Promise<string | null> {
  const token = sessionTokenOf(request);
  return token ? ((await sessions.findSession(hashOfToken(token), now()))?.accountId ?? null) : null;
}

/** One thing for the two of them, whatever the browser: so it is written once a day. */
function sameBrowser(key: string, accountId: string, before: string | null): readonly NewSighting[] {
  if (before === null || before === accountId) return [];
  const seen = seenOfPerson(key, 'device', `session ${[accountId, before].toSorted().join(' ')}`);
  return [accountId, before].map((each) => ({ accountId: each, seen }));
}
