export type Language = 'en' | 'ar';

/** A buyer's account. */
export type Account = {
  readonly id: string;
  /** Lower case; the address that signs in. */
  readonly email: string;
  readonly organization: string;
  /** Mails follow it: the language of the browser that signed up. */
  readonly language: Language;
  readonly createdAt: string;
  readonly stripeCustomerId: string | null;
  /** When its owner asked for its deletion. Absent: nobody did. */
  readonly leavingAt?: string;
  /** When that was done: address and organization are empty from then on. */
  readonly leftAt?: string;
};

/** How far an account is on its way out. */
export const lifeOf = ({ leavingAt, leftAt }: Account): 'active' | 'leaving' | 'left' =>
  leftAt !== undefined ? 'left' : leavingAt !== undefined ? 'leaving' : 'active';

export type Session = {
  readonly accountId: string;
  readonly email: string;
  readonly signedInBy: 'link' | 'passkey';
  /** The passkey that it began with; it ends with it. Absent of a link. */
  readonly passkeyId?: string;
  /** The operator's address that this passkey was enrolled for. Absent: it opens no console that asks for a passkey. */
  readonly enrolledFor?: string;
  readonly expiresAt: string;
};

/** What a mailed link stands for until it is used: the address, and for a new account its organization. */
export type SignInLink = {
  readonly email: string;
  readonly organization: string | null;
  readonly expiresAt: string;
  /** The page of the portal to which it leads; absent: the dashboard. */
  readonly returnTo?: string;
};

export const linkMinutes = 15;
export const sessionDays = 7;

/** The form under which an address is known: trimmed, lower case. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();
