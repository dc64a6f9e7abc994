import type { Grant } from './grant.ts';
import type { OverageRecord } from './overage.ts';
import type { Subscription } from './subscription.ts';

type Billed = {
  /** 0: never synced. */
  readonly version: number;
  readonly subscriptions: readonly Pick<Subscription, 'endedAt'>[];
  readonly credit: object | null;
  /** To be carried out by the next sync. */
  readonly accessChange: object | null;
  readonly notices: readonly object[];
};

/** Whether all that a customer bought has ended, and the last sync left nothing to do. */
export const hasAllEnded = ({ version, subscriptions, credit, accessChange, notices }: Billed): boolean =>
  version > 0 &&
  credit === null &&
  accessChange === null &&
  notices.length === 0 &&
  subscriptions.every(({ endedAt }) => endedAt !== null);

type Left = {
  readonly grants: readonly Grant[];
  readonly windows: readonly Pick<OverageRecord['windows'][number], 'compared' | 'tries' | 'collected'>[];
};

/** Whether access or usage of a customer is left that a comparison with Stripe may correct. */
export const isLeft = ({ grants, windows }: Left): boolean =>
  grants.length > 0 ||
  windows.some(({ compared, tries, collected }) => !compared || (tries !== undefined && !collected));

const dayMs = 86_400_000;

/** Whether a former customer is compared in the run that began at `startedAt` (ISO 8601). Each has one day in seven of its own. */
export function isTurn(accountId: string, startedAt: string): boolean {
  const own = [...accountId].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return own % 7 === Math.floor(Date.parse(startedAt) / dayMs) % 7;
}
