import { networksOfClient } from '../../shared/domain/access/client-network.ts';
import { sessionDays } from '../../shared/domain/accounts/account.ts';
import { personActing } from '../../shared/domain/accounts/actor.ts';
import type { Membership, Person, PersonSession } from '../../shared/domain/accounts/member.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { cookieOf, hashOfToken } from '../../shared/http/session.ts';
import type { SessionView } from '../../shared/http/views.ts';
import type { SessionStart } from '../../shared/storage/accounts/sign-in.ts';
import { browserOf } from './browser.ts';
import type { AccountsDeps } from './deps.ts';

/** A session that is about to start, with the view and the cookie of its answer. */
export type Started = {
  readonly start: SessionStart;
  readonly memberships: readonly Membership[];
  readonly view: SessionView;
  readonly cookie: string;
};

type By = Pick<PersonSession, 'signedInBy' | 'passkeyId' | 'enrolledFor'>;
type Starting = { readonly person: Person; readonly memberships: readonly Membership[]; readonly by: By };

/**
 * A session to start of a person; the cookie holds its token, the table will hold only the token's hash. Its line is in the trail of the
 * organization that they belong to longest, or in their own.
 */
export function newSession(
  { now, newToken, newId }: Pick<AccountsDeps, 'now' | 'newToken' | 'newId'>,
  request: Pick<ApiRequest, 'headers' | 'address'>,
  { person, memberships, by }: Starting,
): Started {
  const token = newToken();
  const maxAgeSeconds = sessionDays * 86_400;
  const at = now().toISOString();
  const expiresAt = new Date(now().getTime() + maxAgeSeconds * 1000).toISOString();
  const { id: personId, email } = person;
  const accountId = memberships[0]?.accountId ?? personId;
  const line = { id: newId(), accountId, at, action: 'session.started', actor: personActing({ personId, email }) };
  const origin = {
    browser: browserOf(request.headers['user-agent']),
    network: networksOfClient(request.address).provider,
  };
  return {
    start: {
      tokenHash: hashOfToken(token),
      session: { personId, email, ...by, presentAt: at, expiresAt },
      origin,
      audit: { ...line, detail: { by: by.signedInBy } },
    },
    memberships,
    view: { personId, accountId: memberships[0]?.accountId ?? null, email, expiresAt },
    cookie: cookieOf(token, maxAgeSeconds),
  };
}
