/** Organizations' domains and affiliates as the bodies of answers. */
import type { BadgeApplication } from '../domain/badges/badge.ts';
import { challengeOf } from '../domain/badges/challenge.ts';
import { type DomainProof, losesAt } from '../domain/badges/domain-proof.ts';
import type { BadgeReview } from '../domain/catalog/badge-review.ts';
import type { DomainProofView } from './views.ts';

/** A domain proof, with the record that proves the domain and the dates that follow from a failure. */
export function domainProofView(
  application: BadgeApplication,
  proof: DomainProof,
  { domainLostAfterDays }: Pick<BadgeReview, 'domainLostAfterDays'>,
): DomainProofView {
  const { domain, state, provenAt, checkedAt, found, failingSince } = proof;
  const { name, value } = challengeOf(application, domain);
  return {
    domain,
    record: { name, type: 'TXT', value },
    state,
    provenAt,
    checkedAt,
    found,
    failingSince,
    losesAt: losesAt(proof, { loseAfterDays: domainLostAfterDays }),
  };
}
