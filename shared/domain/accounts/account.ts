/** The languages of mails and pages. */
export type Language = 'en' | 'ar';

/** A buyer's account: an organization with everything that it bought. */
export type Account = {
  readonly id: string;
  /** Lower case; the address of a member, to which mails about the organization go. */
  readonly email: string;
  /** The organization's name. */
  readonly organization: string;
  /** The name under which it is registered. Absent: not said. */
  readonly legalName?: string;
  /** ISO 3166-1 alpha-2. Absent: not said. */
  readonly country?: string;
  /** The language of the browser that signed up; mails are written in it. */
  readonly language: Language;
  readonly createdAt: string;
  /** Whether its daily statements are mailed. Absent: they are not. */
  readonly mailsStatements?: boolean;
  readonly stripeCustomerId: string | null;
  /** When its owner asked for its deletion. Absent: not asked. */
  readonly leavingAt?: string;
  /** When the deletion was done: address and organization are empty from then on. */
  readonly leftAt?: string;
};

/** Whether an account is in use, being deleted or deleted. */
export const lifeOf = ({ leavingAt, leftAt }: Account): 'active' | 'leaving' | 'left' =>
  leftAt !== undefined ? 'left' : leavingAt !== undefined ? 'leaving' : 'active';

/** The roles of members, the one that may do most first. */
export const roles = ['owner', 'admin', 'developer', 'billing', 'viewer'] as const;
/** The acts in an organization that a member may do: owners do everything, viewers only read. */
export type Role = (typeof roles)[number];

/** A browser's session, as it acts for one organization. Times are ISO-8601 UTC. */
export type Session = {
  /** The person who signed in. */
  readonly personId: string;
  /** The organization that the request acts for. In a route that needs none: the person's own id where they belong to none. */
  readonly accountId: string;
  /** The person's role in it; `viewer` where there is none. */
  readonly role: Role;
  readonly email: string;
  readonly signedInBy: 'link' | 'passkey';
  /** The passkey that began the session; it ends the session when it is removed. Absent: a mailed link began it. */
  readonly passkeyId?: string;
  /** The operator's address that this passkey was enrolled for. Absent: the session opens no console that asks for a passkey. */
  readonly enrolledFor?: string;
  /** When the person last showed to be there: the session began, or a passkey was asserted in it. Absent in sessions of older versions. */
  readonly presentAt?: string;
  /** An operator sees the organization as its buyer does, until then. Absent: a member's own request. */
  readonly viewsUntil?: string;
  readonly expiresAt: string;
};

/** The content of a mailed link until it is used: the address, and for a new account its organization. */
export type SignInLink = {
  readonly email: string;
  readonly organization: string | null;
  readonly expiresAt: string;
  /** The page to which it leads; absent: the dashboard. */
  readonly returnTo?: string;
};

/** Minutes for which a mailed link works. */
export const linkMinutes = 15;
/** Days until a session ends. */
export const sessionDays = 7;

/** An address in its stored form: trimmed, lower case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();
