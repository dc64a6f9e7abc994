import { affiliateInvitedMail } from './mails/affiliate-invited.ts';
import { affiliateRemovedMail } from './mails/affiliate-removed.ts';
import { badgeDecidedMail } from './mails/badge-decided.ts';
import { badgeRefundedMail } from './mails/badge-refunded.ts';
import { domainProofMail } from './mails/domain-proof.ts';

/** The mails about badges, by their names on the queue. */
export const badgeMails = {
  badge_decided: badgeDecidedMail,
  badge_refunded: badgeRefundedMail,
  affiliate_invited: affiliateInvitedMail,
  affiliate_removed: affiliateRemovedMail,
  domain_proof: domainProofMail,
};
