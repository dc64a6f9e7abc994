/** The languages of mails and pages. */
export type Language = 'en' | 'ar';

/** A buyer's account. */
export type Account = {
  readonly id: string;
  /** Lower case; the address that signs in. */
  readonly email: string;
  readonly organization: string;
  /** The language of the browser that signed up; mails are written in it. */
  readonly language: Language;
  readonly createdAt: string;
  readonly stripeCustomerId: string | null;
  /** When its owner asked for its deletion. Absent: not asked. */
  readonly leavingAt?: string;
  /** When the deletion was done: address and organization are empty from then on. */
  readonly leftAt?: string;
};

/** Whether an account is in use, being deleted or deleted. */
export const lifeOf = ({ leavingAt, leftAt }: Account): 'active' | 'leaving' | 'left' =>
  leftAt !== undefined ? 'left' : leavingAt !== undefined ? 'leaving' : 'active';

/** What a member of an organization may do in it: owners everything, viewers only read. */
export type Role = 'owner' | 'admin' | 'developer' | 'billing' | 'viewer';

/** A browser's session, as it acts for one organization. Times are ISO-8601 UTC. */
export type Session = {
  /** The person who signed in. */
  readonly personId: string;
  /** The organization that the request acts for. */
  readonly accountId: string;
  /** The person's role in it. */
  readonly role: Role;
  readonly email: string;
  readonly signedInBy: 'link' | 'passkey';
  /** The passkey that began the session; it ends the session when it is removed. Absent: a mailed link began it. */
  readonly passkeyId?: string;
  /** The operator's address that this passkey was enrolled for. Absent: the session opens no console that asks for a passkey. */
  readonly enrolledFor?: string;
  /** When the person last showed to be there: the session began, or a passkey was asserted in it. Absent in sessions of older versions. */
  readonly presentAt?: string;
  readonly expiresAt: string;
};

/** The content of a mailed link until it is used: the address, and for a new account its organization. */
export type SignInLink = {
  readonly email: string;
  readonly organization: string | null;
  readonly expiresAt: string;
  /** The page of the portal to which it leads; absent: the dashboard. */
  readonly returnTo?: string;
};

/** Minutes for which a mailed link works. */
export const linkMinutes = 15;
/** Days until a session ends. */
export const sessionDays = 7;

/** An address in its stored form: trimmed, lower case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();
