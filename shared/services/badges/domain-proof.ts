import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { domainOf } from '../../domain/badges/challenge.ts';
import { type DomainProof, unproven } from '../../domain/badges/domain-proof.ts';
import type { DomainProofs } from '../../storage/badges/domain-proofs.ts';

type ProofDeps = { readonly domainProofs: Pick<DomainProofs, 'find'> };

/** The proof of the domain that a profile names now; null where it names none. A stored proof of an earlier domain does not count. */
export async function proofOf(
  { domainProofs }: ProofDeps,
  { accountId, badge, url }: BadgeApplication,
): Promise<DomainProof | null> {
  const domain = domainOf(url);
  if (domain === null) return null;
  const stored = await domainProofs.find(accountId, badge);
  return stored?.domain === domain ? stored : unproven({ accountId, badge, domain }, stored?.version ?? 0);
}
