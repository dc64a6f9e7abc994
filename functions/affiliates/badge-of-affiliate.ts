import * as z from 'zod';
import type { Affiliation } from '../../shared/domain/badges/affiliate.ts';
import { type BadgeApplication, undecided, withEvent } from '../../shared/domain/badges/badge.ts';
import { awaitsOperator } from '../../shared/domain/badges/review.ts';
import { AppError } from '../../shared/errors.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import { withAutomaticChecks } from '../../shared/services/badges/automatic-checks.ts';
import { profileFields } from '../../shared/services/badges/profile-fields.ts';
import type { AffiliatesDeps } from './deps.ts';

/** The body of an acceptance: the profile of the badge, without its picture. */
export const AffiliateProfile = z.strictObject(profileFields).omit({ picture: true });

type Profile = z.infer<typeof AffiliateProfile>;

type Accepting = {
  readonly affiliation: Affiliation;
  readonly parent: BadgeApplication;
  readonly before: BadgeApplication | null;
  readonly profile: Profile;
  readonly at: string;
};

/**
 * The badge that an acceptance makes: approved, or in review where a check fails or the operator has to decide on it.
 * @throws AppError 409 where this organization's badge exists under another handle, or was refused or revoked
 */
export async function badgeOfAffiliate(
  deps: AffiliatesDeps,
  { session }: SignedInRequest,
  accepting: Accepting,
): Promise<BadgeApplication> {
  const { affiliation, parent, before, profile, at } = accepting;
  if (before && before.handle !== profile.handle)
    throw new AppError('conflict', `Your badge of this organization is @${before.handle}. Accept with that handle.`);
  if (before?.state === 'revoked' || before?.state === 'refused')
    throw new AppError('conflict', `Your badge @${before.handle} was ${before.state} by the operator.`);
  const history = affiliation.decided ? [affiliation.decided] : [];
  const badge: BadgeApplication = {
    ...(before ?? { ...undecided, picture: null, appliedAt: at, firstApprovedAt: null, version: 0, history }),
    ...profile,
    ...{ accountId: session.accountId, email: session.email, badge: affiliation.badge, kind: 'person' },
    ...{ state: 'in_review', reason: null, decidedAt: null, parent: parent.handle, affiliation: affiliation.id },
  };
  const looked = await withAutomaticChecks(deps, badge, { state: 'absent' });
  const event = { at, actor: session.email, reason: null };
  if (awaitsOperator(looked) || looked.checks.some(({ outcome }) => outcome === 'failed'))
    return withEvent(looked, { ...event, action: 'profile_changed' });
  const approved = { state: 'approved', decidedAt: at, firstApprovedAt: looked.firstApprovedAt ?? at } as const;
  return withEvent({ ...looked, ...approved }, { ...event, action: 'approved' });
}
