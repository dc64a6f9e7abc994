import { networksOfClient } from '../../domain/access/client-network.ts';
import { AppError } from '../../errors.ts';
import type { ApiRequest } from '../../http/request.ts';
import type { SignedInRequest } from '../../http/route.ts';
import type { ThrottleAnswer } from '../../storage/accounts/throttles.ts';
import { type FairBudgetDeps, passFairly } from './fair-budget.ts';

/** How often something that costs us may be requested in an hour: by one account, by one client, and in all. */
export type Budget = {
  readonly name: string;
  readonly perAccount: number;
  readonly perClient: number;
  readonly inAll: number;
};

/** The budgets by name. Each page of invoices asks Stripe, whose own limit all accounts share. */
export const budgets = {
  invoices: { name: 'invoices', perAccount: 120, perClient: 600, inAll: 20_000 },
  /** A page has about 1,000 rows, so an hour's budget covers more than the longest trail. */
  export: { name: 'export', perAccount: 300, perClient: 600, inAll: 10_000 },
  previews: { name: 'previews', perAccount: 60, perClient: 300, inAll: 10_000 },
  billingChanges: { name: 'billing-changes', perAccount: 60, perClient: 600, inAll: 20_000 },
  /** Challenges are stored, for anybody who signs in and for accounts that add a passkey. */
  passkeys: { name: 'passkeys', perAccount: 60, perClient: 200, inAll: 20_000 },
  /** Posts that an account makes us send to an address that never answered a challenge. */
  unanswered: { name: 'webhook-unanswered', perAccount: 20, perClient: 40, inAll: 1_000 },
  unansweredReplays: { name: 'webhook-replays', perAccount: 100, perClient: 200, inAll: 5_000 },
  answered: { name: 'webhook-answered', perAccount: 3_000, perClient: 6_000, inAll: 100_000 },
} as const satisfies Readonly<Record<string, Budget>>;

type Spent = { readonly budget: Budget; readonly units?: number };

/**
 * Counts a signed-in request against a budget.
 * @throws AppError 429 where its account, its client or all have used up the hour's budget
 */
export const chargeBudget = (
  deps: FairBudgetDeps,
  { session, address }: SignedInRequest,
  spent: Spent,
): Promise<void> => count(deps, spent, { address, accountId: session.accountId });

/**
 * Counts a request without a session against a budget.
 * @throws AppError 429
 */
export const spendAnonymously = (deps: FairBudgetDeps, { address }: ApiRequest, spent: Spent): Promise<void> =>
  count(deps, spent, { address, accountId: null });

type Who = { readonly address: string; readonly accountId: string | null };

/** A request that one limit stops does not count for the next, so an account past its own takes nothing from its neighbours. */
async function count(deps: FairBudgetDeps, { budget, units = 1 }: Spent, { address, accountId }: Who): Promise<void> {
  const { name, perAccount, perClient, inAll } = budget;
  const networks = networksOfClient(address);
  const pass = (of: string, subject: string, limitPerHour: number) =>
    deps.throttles.pass({ scope: `${name}-${of}`, subject, limitPerHour, units }, deps.now());
  if (accountId !== null) refuse(await pass('account', accountId, perAccount));
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
