import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccessStates } from '../../shared/storage/access.ts';
import type { Accounts } from '../../shared/storage/accounts.ts';
import type { ApiKeys } from '../../shared/storage/api-keys.ts';
import type { Audit } from '../../shared/storage/audit.ts';
import type { Billing } from '../../shared/storage/billing.ts';
import type { CounterUpkeep } from '../../shared/storage/counter-upkeep.ts';
import type { LiveUsage } from '../../shared/storage/live-usage.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { countedRight } from './counters.ts';
import { licenceBeforeKey } from './licences.ts';
import { moneyAndAccess } from './money-and-access.ts';
import { walkStripe } from './unowned.ts';

/** What of a deployment is looked at: only what reads. */
export type Inspected = {
  readonly catalog: Catalog;
  readonly accounts: Pick<Accounts, 'list' | 'findByCustomer'>;
  readonly billing: Pick<Billing, 'read'>;
  readonly access: Pick<AccessStates, 'read'>;
  readonly apiKeys: Pick<ApiKeys, 'twinsOf'>;
  readonly liveUsage: LiveUsage;
  readonly counterUpkeep: Pick<CounterUpkeep, 'ofAccount'>;
  readonly audit: Pick<Audit, 'list'>;
  readonly stripe: Pick<StripeGateway, 'listSubscriptions' | 'listTopUps' | 'listAll'>;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
};

/** One thing that must always be true, under its number in the list of them; answers a sentence for each way in which it is not. */
export type Invariant = {
  readonly number: number;
  readonly says: string;
  violations(deps: Inspected, account: Account): Promise<readonly string[]>;
};

export type Finding = Pick<Invariant, 'number' | 'says'> & { readonly violations: readonly string[] };
/** `foreign`: subscriptions at Stripe of other products. */
export type Checked = { readonly accounts: number; readonly foreign: number; readonly findings: readonly Finding[] };

const invariants: readonly Invariant[] = [moneyAndAccess, countedRight, licenceBeforeKey];
const pageSize = 100;
const looks = 3;
const betweenLooksMs = 2_000;

/** Looks at every account, and at all of Stripe's subscriptions. The deployment goes on meanwhile, so what is wrong counts only if it still is at the third look. */
export async function checkInvariants(deps: Inspected): Promise<Checked> {
  const found = new Map(invariants.map((invariant) => [invariant, [] as string[]]));
  let accounts = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.accounts.list({ limit: pageSize, cursor });
    for (const account of page.accounts) {
      accounts += 1;
      for (const [invariant, violations] of found)
        violations.push(...(await lasting(deps, () => invariant.violations(deps, account))));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  let foreign = 0;
  const unowned = await lasting(deps, async () => {
    const walked = await walkStripe(deps);
    foreign = walked.foreign;
    return walked.unowned;
  });
  found.get(moneyAndAccess)?.push(...unowned);
  return {
    accounts,
    foreign,
    findings: [...found].map(([{ number, says }, violations]) => ({ number, says, violations })),
  };
}

/** The faults found at each of three looks. */
async function lasting(deps: Inspected, looking: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let violations = await looking();
  for (let look = 1; look < looks && violations.length > 0; look++) {
    await deps.sleep(betweenLooksMs);
    violations = await looking();
  }
  return violations;
}
