import type { UnsaltedFact } from './fact.ts';
import { statementId } from './statement.ts';

/** Days from a statement for which it may be contested. */
const contestDays = 30;

/** The decisions of operators on a contest. */
export const contestDecisions = ['accepted', 'rejected'] as const;
/** A decision of an operator on a contest. */
export type ContestDecision = (typeof contestDecisions)[number];

/** Money that an accepted contest gives. `givenAt`: when Stripe had it, ISO-8601 UTC; null: not yet. */
export type ContestCredit = {
  readonly amountMinor: number;
  readonly currency: string;
  readonly givenAt: string | null;
};

/** A decision as it was taken. `at` is ISO-8601 UTC. The trail says by whom. */
export type DecidedContest = {
  readonly decision: ContestDecision;
  readonly reason: string;
  readonly at: string;
  readonly credit: ContestCredit | null;
};

/** The words of a contest: why, and which part of the statement is wrong. */
export type Contested = {
  readonly reason: string;
  readonly app?: string | undefined;
  readonly dataset?: string | undefined;
  /** Hashes (hex) of entries, or places: `instance/segment` or `instance/segment/index`. */
  readonly entries?: readonly string[] | undefined;
};

/** A contest of a statement. Times are ISO-8601 UTC, `day` is `YYYY-MM-DD`. */
export type Contest = Contested & {
  /** Unique in its organization: `ct_{day}_{number}`. */
  readonly id: string;
  readonly organization: string;
  readonly day: string;
  /** 1, 2, 3, … of its statement. */
  readonly number: number;
  readonly at: string;
  /** Null: nobody decided yet. */
  readonly decided: DecidedContest | null;
};

/** The id of a contest. */
export const contestId = (day: string, number: number): string => `ct_${day}_${number}`;

/** The last moment at which a statement of this time may be contested, ISO-8601 UTC. */
export const contestableUntil = (statementAt: string): string =>
  new Date(Date.parse(statementAt) + contestDays * 86_400_000).toISOString();

/** Whether an operator has something to do: to decide, or to have a credit given that was decided. */
export const isOpenContest = ({ decided }: Pick<Contest, 'decided'>): boolean =>
  decided === null || (decided.credit !== null && decided.credit.givenAt === null);

/** A contest as a fact. `sealed`: the fields of its person, under the person's own key. */
export const contestFact = (
  { id, organization, day, at, reason, app, dataset, entries }: Contest,
  person: { readonly id: string; readonly sealed: string },
): UnsaltedFact => ({
  ...{ kind: 'contest', id, at, organization, statement: statementId(day), reason, app, dataset, person },
  ...(entries && { entries: [...entries] }),
});

/** A decision on a contest as a fact. The operator who took it is in the trail. */
export const contestDecisionFact = (
  { id, organization }: Pick<Contest, 'id' | 'organization'>,
  { decision, reason, at, credit }: DecidedContest,
): UnsaltedFact => ({
  ...{ kind: 'contest-decision', id: `${id}.${decision}`, at, organization, contest: id, decision, reason },
  ...(credit && { credit: { amountMinor: credit.amountMinor, currency: credit.currency } }),
});
