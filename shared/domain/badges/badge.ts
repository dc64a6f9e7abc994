import type { BadgeKind } from '../catalog/catalog.ts';

export type ReviewState = 'in_review' | 'approved' | 'refused' | 'revoked';

/** A holder's application for a badge and what became of it. Times are ISO-8601 UTC. */
export type BadgeApplication = {
  readonly handle: string;
  readonly accountId: string;
  readonly email: string;
  /** The badge's id in the catalogue. */
  readonly badge: string;
  readonly kind: BadgeKind;
  readonly displayName: string;
  readonly url: string;
  readonly picture: string | null;
  readonly state: ReviewState;
  readonly reason: string | null;
  readonly appliedAt: string;
  readonly decidedAt: string | null;
  /** When it was first approved: before that the public sees nothing. */
  readonly firstApprovedAt: string | null;
  readonly version: number;
};

export type PublicStatus = 'verified' | 'suspended' | 'revoked' | 'expired';

/**
 * What the public sees: verified only while review and subscription both stand. Null until first approved.
 * A profile that waits for another review is suspended; a refusal after approval or a revocation is revoked.
 */
export function publicStatus(application: BadgeApplication, paid: boolean): PublicStatus | null {
  if (application.firstApprovedAt === null) return null;
  switch (application.state) {
    case 'refused':
    case 'revoked':
      return 'revoked';
    case 'in_review':
      return paid ? 'suspended' : 'expired';
    case 'approved':
      return paid ? 'verified' : 'expired';
  }
}

/** What the holder and the operator see. An application is reviewed only once it is paid for. */
export const applicationState = (application: BadgeApplication, paid: boolean): ReviewState | 'awaiting_payment' =>
  application.state === 'in_review' && !paid ? 'awaiting_payment' : application.state;

export type Decision = 'approve' | 'refuse' | 'revoke';

/** The application after the operator's decision; null where that decision cannot be made in its state. */
export function decide(
  application: BadgeApplication,
  { decision, reason, at }: { readonly decision: Decision; readonly reason: string | null; readonly at: string },
): BadgeApplication | null {
  const allowed: Record<Decision, readonly ReviewState[]> = {
    approve: ['in_review'],
    refuse: ['in_review'],
    revoke: ['approved'],
  };
  if (!allowed[decision].includes(application.state)) return null;
  const state = ({ approve: 'approved', refuse: 'refused', revoke: 'revoked' } as const)[decision];
  const firstApprovedAt = decision === 'approve' ? (application.firstApprovedAt ?? at) : application.firstApprovedAt;
  return { ...application, state, reason, decidedAt: at, firstApprovedAt, version: application.version + 1 };
}

export type Profile = Pick<BadgeApplication, 'displayName' | 'url' | 'picture'>;

/** The application with another profile: a change of name or picture, or an answer to a refusal, is reviewed again. */
export function withProfile(application: BadgeApplication, profile: Profile): BadgeApplication {
  const vouched = application.displayName !== profile.displayName || application.picture !== profile.picture;
  const again = vouched || application.state === 'refused';
  const state = again && application.state !== 'revoked' ? 'in_review' : application.state;
  return { ...application, ...profile, state, version: application.version + 1 };
}
