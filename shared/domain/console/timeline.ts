import type { RefusalRow } from '../evidence/refusal.ts';

/** The kinds of lines in an organization's timeline. `decision`: an operator's. `refusal`: refused requests, counted. */
export const timelineKinds = ['activity', 'decision', 'licence', 'email', 'refusal'] as const;
/** The kind of a line of a timeline. */
export type TimelineKind = (typeof timelineKinds)[number];

/** A mail about an organization. `held_back`: it was not sent, because of what was reported of the address. */
export type LoggedMail = {
  readonly accountId: string;
  /** The message that asked for it. */
  readonly id: string;
  readonly at: string;
  /** The name of the mail. */
  readonly name: string;
  readonly address: string;
  readonly outcome: 'sent' | 'held_back';
};

type TrailFacts = {
  readonly action: string;
  readonly actor: string;
  readonly detail: Readonly<Record<string, string>>;
};

/** A line of a timeline. `id` names the thing behind it. */
export type TimelineLine = { readonly at: string; readonly id: string } & (
  | ({ readonly kind: 'activity' | 'decision' | 'licence' } & TrailFacts)
  | ({ readonly kind: 'email' } & Pick<LoggedMail, 'name' | 'address' | 'outcome'>)
  | ({ readonly kind: 'refusal' } & Omit<RefusalRow, 'from'>)
);

/** The kind of a line of the trail. */
export const kindOfAction = (action: string, byOperator: boolean): 'activity' | 'decision' | 'licence' =>
  action.startsWith('licence.') ? 'licence' : byOperator ? 'decision' : 'activity';
