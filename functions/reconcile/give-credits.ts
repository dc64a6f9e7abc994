import type { Contest } from '../../shared/domain/evidence/contest.ts';
import { AppError } from '../../shared/errors.ts';
import { creditedLine, giveContestCredit, isCreditDue } from '../../shared/services/billing/give-contest-credit.ts';
import { tellOfContest } from '../../shared/services/billing/tell-of-contest.ts';
import type { ReconcileDeps } from './deps.ts';

const pageSize = 100;

/**
 * Gives credits of accepted contests that Stripe did not take when they were decided, and tells the buyers. One that fails delays no other.
 * Answers how many the next night tries again. Those that Stripe refuses for good, as without a customer, stay in the operators' list.
 */
export async function giveDueCredits(deps: ReconcileDeps, goOn: () => void): Promise<number> {
  let due = 0;
  for await (const contest of dueContests(deps)) {
    goOn();
    try {
      const line = {
        id: deps.newId(),
        at: deps.now().toISOString(),
        actor: 'tollgate',
        ...creditedLine(contest),
      } as const;
      await tellOfContest(deps, await giveContestCredit(deps, contest, line));
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'conflict')) due += 1;
      deps.log.error('a credit of a contest is not given', error, {
        account: contest.organization,
        contest: contest.id,
      });
    }
  }
  return due;
}

async function* dueContests({ contests }: ReconcileDeps): AsyncGenerator<Contest> {
  let cursor: string | undefined;
  do {
    const page = await contests.list({ limit: pageSize, state: 'open', ...(cursor !== undefined && { cursor }) });
    yield* page.contests.filter(isCreditDue);
    cursor = page.cursor;
  } while (cursor !== undefined);
}
