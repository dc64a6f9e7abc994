/** Badges, as their holders, operators and the public see them. */

export type BadgeKindView = 'person' | 'organization' | 'government';
/** The state of an application, as its holder sees it. */
export type BadgeState =
  | 'awaiting_payment'
  | 'checks_failed'
  | 'in_review'
  | 'needs_more'
  | 'approved'
  | 'refused'
  | 'revoked';

/** The result of a rule: `failed` keeps the application from the queue, `noted` informs the reviewer. */
export type BadgeCheckView = {
  /** The name of the check. */
  rule: string;
  outcome: 'passed' | 'failed' | 'noted';
  /** A sentence in English. */
  detail: string;
  /** When the check stops failing, where only time is missing. */
  clearsAt?: string;
};

/** A badge, as its organization sees it. */
export type BadgeView = {
  handle: string;
  kind: BadgeKindView;
  badge: string;
  displayName: string;
  url: string;
  picture: string | null;
  /** Our copy of the reviewed picture; null: there is none. */
  pictureUrl: string | null;
  state: BadgeState;
  /** Whether the badge is public now: approved and paid. */
  verified: boolean;
  /** The reason of a refusal or a revocation. */
  reason: string | null;
  /** The reviewer's question, and your last answer to it. */
  request: string | null;
  answer: string | null;
  checks: BadgeCheckView[];
  appeal: { text: string; at: string } | null;
  /** The last moment to appeal. Null: an appeal is not possible. */
  canAppealUntil: string | null;
  /** `due`: at `refundAt` at the latest, unless an appeal or an answer comes first; `made`: at `refundAt`. */
  refund: 'none' | 'due' | 'made';
  refundAt: string | null;
  /** The handle of the organization whose affiliate it is. */
  parent: string | null;
  provenDomain: string | null;
  appliedAt: string;
  decidedAt: string | null;
};

/** A badge, as the public sees it. */
export type PublicBadgeView = {
  handle: string;
  displayName: string;
  kind: BadgeKindView;
  verified: boolean;
  status: 'verified' | 'suspended' | 'revoked' | 'expired';
  since?: string;
  until?: string;
  /** Why it was revoked, where that is public. */
  reason?: string;
  /** While it is verified: the profile that was reviewed. */
  url?: string;
  /** The address of our copy of the reviewed picture. */
  picture?: string;
  /** The verified domain of its holder. */
  provenDomain?: string;
  /** The handle of the organization whose affiliate the holder is. */
  parent?: string;
};

/** The present state of a badge. */
export type BadgeStateView = Pick<PublicBadgeView, 'handle' | 'verified' | 'since' | 'until'> & {
  status: PublicBadgeView['status'] | 'unknown';
};

/** A badge, as operators see it. */
export type AdminBadgeView = BadgeView & {
  accountId: string;
  email: string;
  /** Null where the account is gone. */
  accountCreatedAt: string | null;
  /** Sent back with a decision, so that only what was looked at is approved. */
  version: number;
  /** Newest first, the last twenty. `actor` is an email address. */
  history: { at: string; action: string; actor: string; reason: string | null }[];
};

/** A badge for another site to show (oEmbed 1.0): `rich` with the image, or a plain `link` where it does not fit. */
export type OEmbedView = {
  version: '1.0';
  type: 'rich' | 'link';
  /** The holder's name and handle. */
  title: string;
  provider_name: string;
  provider_url: string;
  /** Seconds. */
  cache_age: number;
  /** The image with a link to its page, without script. */
  html?: string;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
  /** The card as PNG. */
  thumbnail_url?: string;
  /** Pixels. */
  thumbnail_width?: number;
  /** Pixels. */
  thumbnail_height?: number;
};
