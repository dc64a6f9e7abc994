import type { RefusalRow } from '../evidence/refusal.ts';
import type { MailPlace } from '../mail/mail-place.ts';
import type { ServedDay } from '../usage/served-day.ts';

/** The kinds of lines in an organization's timeline. `decision`: an operator's. `served`, `refusal`: requests, counted. */
export const timelineKinds = ['activity', 'decision', 'licence', 'email', 'event', 'served', 'refusal'] as const;
/** The kind of a line of a timeline. */
export type TimelineKind = (typeof timelineKinds)[number];

/** The reports that SES can make of a mail. `delivered`: the reader's mail server took it. `rejected`: SES took it from us and did not send it. */
export const mailFates = ['delivered', 'bounced', 'complained', 'rejected'] as const;
/** One of them. */
export type MailFate = (typeof mailFates)[number];
/** A report of SES's on one mail. `detail`: SES's kind of bounce or complaint; empty where it was delivered. */
export type MailReport = { readonly fate: MailFate; readonly at: string; readonly detail: string };

/** A mail about an organization, in its log. */
export type LoggedMail = MailPlace & {
  /** The name of the mail. */
  readonly name: string;
  readonly address: string;
  /** `waiting`: SES has not taken it yet. `held_back`: it was not sent, because of what was reported of the address. */
  readonly outcome: 'waiting' | 'sent' | 'held_back';
};

/** Whether an operator may send a mail again. `not_kept`: it tells of a deletion, or is from before mails were kept. */
export type MailAgain = 'possible' | 'one_time_link' | 'not_kept';
/** A mail of the log, with all that SES reported of it since, the earliest first. */
export type ReportedMail = LoggedMail & { readonly reports: readonly MailReport[]; readonly again: MailAgain };

type TrailFacts = {
  readonly action: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, string>>;
};

/** An event of Stripe's about the organization, as it stands now. `attempts`: tries that came to an end. */
type EventFacts = {
  readonly type: string;
  readonly outcome: 'received' | 'handled' | 'ignored' | 'failed' | 'parked';
  readonly attempts: number;
};

/** A line of a timeline. `id` names the thing behind it. */
export type TimelineLine = { readonly at: string; readonly id: string } & (
  | ({ readonly kind: 'activity' | 'decision' | 'licence' } & TrailFacts)
  | ({ readonly kind: 'email' } & Pick<ReportedMail, 'name' | 'address' | 'outcome' | 'reports' | 'again'>)
  | ({ readonly kind: 'event' } & EventFacts)
  | ({ readonly kind: 'served' } & Omit<ServedDay, 'day'>)
  | ({ readonly kind: 'refusal' } & Omit<RefusalRow, 'from'>)
);

/** The kind of a line of the trail. */
export const kindOfAction = (action: string, byOperator: boolean): 'activity' | 'decision' | 'licence' =>
  action.startsWith('licence.') ? 'licence' : byOperator ? 'decision' : 'activity';
