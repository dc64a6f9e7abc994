/** Which addresses are not mailed: what was reported of them, against what an operator lifted. All times are ISO-8601 UTC. */

/** A report of the mail service about an address: a mail bounced for good, or its reader called it spam. */
export type Report = {
  /** In its normal form: lower case. */
  readonly address: string;
  readonly kind: 'bounce' | 'complaint';
  /** When it was reported to the mail service. */
  readonly at: string;
  /** The receiving server's own words, or a kind of complaint. */
  readonly detail: string;
};

type Heard = Pick<Report, 'at' | 'detail'>;

/** All that is known of an address: the latest report of each kind that was not lifted, and when an operator last lifted them. */
export type SuppressionState = {
  readonly address: string;
  readonly bounce: Heard | null;
  readonly complaint: Heard | null;
  readonly releasedAt: string | null;
};

/** Why an address is not mailed. */
export type Suppression = {
  readonly address: string;
  readonly reason: Report['kind'];
  readonly at: string;
  readonly detail: string;
};

/** `asked`: its reader has just asked for it. `told`: we send it of our own accord. */
export type MailKind = 'requested' | 'notification';

/** An address of which nothing was reported. */
export const notSuppressed = (address: string): SuppressionState => ({
  address,
  bounce: null,
  complaint: null,
  releasedAt: null,
});

/** The standing once a report is known. Reports and releases give the same one in any order, and repeated. */
export function afterReport(standing: SuppressionState, { address, kind, at, detail }: Report): SuppressionState {
  const known = standing[kind];
  if (known !== null && known.at >= at) return standing;
  if (standing.releasedAt !== null && standing.releasedAt >= at) return standing;
  return { ...standing, address, [kind]: { at, detail } };
}

/** The standing once an operator has lifted what is known at `now`: only a later report suppresses again. */
export function afterRelease(standing: SuppressionState, now: string): SuppressionState {
  const times = [now, standing.releasedAt, standing.bounce?.at, standing.complaint?.at];
  return { ...standing, bounce: null, complaint: null, releasedAt: latest(times) };
}

/** A clock of the mail service that is ahead of ours must not undo a release. */
const latest = (times: readonly (string | null | undefined)[]): string =>
  times.reduce<string>((most, time) => (time && time > most ? time : most), '');

/** Why the address is not mailed, if it is not: a bounce before a complaint, since it holds back more. */
export function suppressionOf({ address, bounce, complaint }: SuppressionState): Suppression | null {
  if (bounce) return { address, reason: 'bounce', ...bounce };
  if (complaint) return { address, reason: 'complaint', ...complaint };
  return null;
}

/**
 * Whether a mail stays unsent. An address that does not exist gets nothing: each mail to it only counts against the sender. A reader who
 * complained gets the mails that they ask for themselves, so that nobody is locked out of a paid account.
 */
export const isSuppressed = ({ reason }: Suppression, kind: MailKind): boolean =>
  reason === 'bounce' || kind === 'notification';
