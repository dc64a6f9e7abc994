import type { ChangePreviewView } from './billing.ts';
import type { Money } from './common.ts';

/**
 * Whether an organization's domain is verified, and the record that proves it. `unproven`: the record was not found yet. `failing`: it was
 * there and is not now. `lost`: it failed for so long that the badge is hidden until the record is back. @public
 */
export type DomainProofView = {
  /** That of the profile's `url`, in its ASCII form (punycode). */
  domain: string;
  record: { name: string; type: 'TXT'; value: string };
  state: 'unproven' | 'proven' | 'failing' | 'lost';
  provenAt: string | null;
  checkedAt: string | null;
  /** The result of the last check. */
  found: 'record' | 'no_record' | 'other_records' | 'no_answer' | null;
  failingSince: string | null;
  /** When a proof that is failing will be lost. */
  losesAt: string | null;
};

/** The state of an affiliation. */
export type AffiliateState = 'invited' | 'accepted' | 'declined' | 'left' | 'removed';

/** An affiliate of an organization, or a person whom it invited. */
export type AffiliateView = {
  id: string;
  email: string;
  state: AffiliateState;
  /** Null until accepted. */
  handle: string | null;
  displayName: string | null;
  /** The badge's status as the public sees it; null where nothing is public. */
  status: 'verified' | 'suspended' | 'revoked' | 'expired' | null;
  /** Its profile changed: the badge is hidden until the organization confirms it. */
  awaitsConfirmation: boolean;
  /** The rest of the profile to confirm, and its version, which the confirmation names; null where there is none. */
  toConfirm: { version: number; url: string; pictureUrl: string | null } | null;
  /** Accepted, and among as many as are paid for. */
  holdsSeat: boolean;
  invitedAt: string;
  acceptedAt: string | null;
  endedAt: string | null;
};

/** `used` are accepted, `invited` have not answered yet: both take a seat that nobody else can be invited to. */
export type SeatsView = {
  paid: number;
  used: number;
  invited: number;
  /** A lower number that comes with the next period; null where none is planned. */
  coming: number | null;
  /** The price of one seat; null where none are sold with the organization's price. */
  price: (Money & { interval: 'month' | 'year' }) | null;
};

/** The affiliates of an organization, and its seats. @public */
export type AffiliatesView = { data: AffiliateView[]; seats: SeatsView };

/** An organization that made you an affiliate, or invited you. @public */
export type AffiliationView = {
  id: string;
  state: AffiliateState;
  organization: { handle: string; displayName: string; verified: boolean };
  /** The badge that it created; null until accepted. */
  handle: string | null;
  displayName: string | null;
  status: AffiliateView['status'];
  awaitsConfirmation: boolean;
  invitedAt: string;
  acceptedAt: string | null;
};

/** The seats after a change, and its cost. @public */
export type SeatsPreviewView = ChangePreviewView & { seats: number };
