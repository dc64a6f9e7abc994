import { type Budget, ownShareOf } from '../../domain/access/budgets.ts';
import { networksOfClient } from '../../domain/access/client-network.ts';
import { AppError } from '../../errors.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { SignedInRequest } from '../../http/route.ts';
import type { Spend, Spender } from '../../http/session.ts';
import type { ThrottleAnswer } from '../../storage/accounts/throttles.ts';
import { type FairBudgetDeps, passFairly } from './fair-budget.ts';

type Spent = { readonly budget: Budget; readonly units?: number };

/** How the stack counts calls against the budgets of its routes, in the table. A person's own share comes first, in one write. */
export const spendOver =
  (deps: FairBudgetDeps): Spend =>
  async (budget, spender) => {
    if (spender.of === null) return count(deps, { budget }, spender);
    const { name, perAccount } = budget;
    const own = ownShareOf(budget);
    const mine = { scope: `${name}-own`, subject: spender.of.personId, limitPerHour: own };
    if ((await deps.throttles.pass(mine, deps.now())).passed) return;
    await count(deps, { budget: { ...budget, perAccount: perAccount - own } }, spender);
  };

/**
 * Counts a signed-in request against a budget that depends on what it asks for.
 * @throws AppError 429 where its account, its client or all have used up the hour's budget
 */
export const chargeBudget = (
  deps: FairBudgetDeps,
  { session, address }: SignedInRequest,
  spent: Spent,
): Promise<void> => count(deps, spent, { address, of: session });

/**
 * Counts a request without a session against a budget, once it has turned out to count.
 * @throws AppError 429
 */
export const spendAnonymously = (deps: FairBudgetDeps, { address }: ApiRequest, spent: Spent): Promise<void> =>
  count(deps, spent, { address, of: null });

/** A request that one limit stops does not count for the next, so an account past its own takes nothing from its neighbours. */
async function count(deps: FairBudgetDeps, { budget, units = 1 }: Spent, { address, of: who }: Spender) {
  const { name, perAccount, perClient, inAll } = budget;
  const networks = networksOfClient(address);
  const pass = (of: string, subject: string, limitPerHour: number) =>
    deps.throttles.pass({ scope: `${name}-${of}`, subject, limitPerHour, units }, deps.now());
  if (who !== null) refuse(await pass('account', who.accountId, perAccount));
  refuse(await pass('client', networks.client, perClient));
  refuse(await passFairly(deps, { scope: name, limitPerHour: inAll, units }, networks));
}

function refuse(answer: ThrottleAnswer): void {
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'This was requested too often in the past hour. Try again later.', {
    retryAfterSeconds,
  });
}
