import { acceptanceFact } from '../../shared/domain/evidence/acceptance-fact.ts';
import { nonceBytes } from '../../shared/domain/evidence/sealed-person.ts';
import type { Acceptance } from '../../shared/domain/licences/licence.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { KeysDeps } from './deps.ts';

/** The acceptance for the ledger, with the person's fields under the person's own key. */
export async function factOfAcceptance(
  { personKeys, randomBytes }: KeysDeps,
  { session }: SignedInRequest,
  acceptance: Acceptance,
) {
  const { accountId, personId } = session;
  const key = await personKeys.of(personId);
  return acceptanceFact({ accountId, acceptance, personId, key, nonce: randomBytes(nonceBytes) });
}
