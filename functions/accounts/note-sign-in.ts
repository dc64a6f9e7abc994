import { networksOfClient } from '../../shared/domain/access/client-network.ts';
import type { FoundSession, Membership } from '../../shared/domain/accounts/member.ts';
import { type Seen, seenOfPerson } from '../../shared/domain/accounts/together.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { hashOfToken, sessionTokenOf } from '../../shared/http/session.ts';
import { type NewSighting, noteSeen } from '../../shared/services/accounts/note-seen.ts';
import type { AccountsDeps } from './deps.ts';

type SignedIn = Pick<FoundSession, 'personId' | 'passkeyId'> & { readonly memberships: readonly Membership[] };

/** A person of more organizations is noted for the oldest of them. */
const maxOrganizations = 5;

/**
 * Notes the network and the passkey of a sign-in for the person's organizations. Those whose session came along with it are noted too, since the
 * same browser was used for both. The browser itself is not looked at.
 */
export const noteSignIn = (deps: AccountsDeps, request: ApiRequest, signedIn: SignedIn): Promise<void> =>
  noteSeen(deps, async () => {
    const { passkeyId } = signedIn;
    const key = await deps.togetherKey();
    const { client } = networksOfClient(request.address);
    const things: Seen[] = [
      seenOfPerson(key, 'network', client),
      ...(passkeyId === undefined ? [] : [seenOfPerson(key, 'device', `passkey ${passkeyId}`)]),
    ];
    const own = organizationsOf(signedIn).flatMap((accountId) => things.map((seen) => ({ accountId, seen })));
    return [...own, ...sameBrowser(key, signedIn, await sessionBefore(deps, request))];
  });

const organizationsOf = ({ memberships }: Pick<SignedIn, 'memberships'>): readonly string[] =>
  memberships.slice(0, maxOrganizations).map(({ accountId }) => accountId);

/** The session whose cookie came with the request; null for none. */
async function sessionBefore({ sessions, now }: AccountsDeps, request: ApiRequest): Promise<FoundSession | null> {
  const token = sessionTokenOf(request);
  return token ? sessions.findSession(hashOfToken(token), now()) : null;
}

/** One thing for each two of them, whatever the browser: so it is written once a day. */
function sameBrowser(key: string, signedIn: SignedIn, before: FoundSession | null): readonly NewSighting[] {
  if (before === null || before.personId === signedIn.personId) return [];
  return organizationsOf(signedIn).flatMap((one) =>
    organizationsOf(before)
      .filter((other) => other !== one)
      .flatMap((other) => {
        const seen = seenOfPerson(key, 'device', `session ${[one, other].toSorted().join(' ')}`);
        return [one, other].map((accountId) => ({ accountId, seen }));
      }),
  );
}
