import { countedRight } from './counters.ts';
import { faultsOfLedger, sealedLedger } from './ledger.ts';
import { licenceBeforeKey } from './licences.ts';
import { moneyAndAccess } from './money-and-access.ts';
import { chainedTrail, faultsBeside } from './trail.ts';
import type { Inspected, Invariant } from './types.ts';
import { walkStripe } from './unowned.ts';

/** One invariant, and a sentence for each way in which it is broken; none: it holds. */
export type Finding = Pick<Invariant, 'number' | 'says'> & { readonly violations: readonly string[] };
/** The result of a check. `foreign` counts subscriptions at Stripe of other products. */
export type Checked = { readonly accounts: number; readonly foreign: number; readonly findings: readonly Finding[] };

const invariants: readonly Invariant[] = [moneyAndAccess, countedRight, licenceBeforeKey, chainedTrail, sealedLedger];
const pageSize = 100;
const looks = 3;
const betweenLooksMs = 2_000;

/** Checks every account and all of Stripe's subscriptions. The deployment keeps working meanwhile, so a fault counts only if three looks in a row find one. */
export async function checkInvariants(deps: Inspected): Promise<Checked> {
  const found = new Map(invariants.map((invariant) => [invariant, [] as string[]]));
  const accounts = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await deps.accounts.list({ limit: pageSize, cursor });
    for (const account of page.accounts) {
      accounts.add(account.id);
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
  found.get(chainedTrail)?.push(...(await lasting(deps, () => faultsBeside(deps, accounts))));
  found.get(sealedLedger)?.push(...(await lasting(deps, () => faultsOfLedger(deps))));
  return {
    accounts: accounts.size,
    foreign,
    findings: [...found].map(([{ number, says }, violations]) => ({ number, says, violations })),
  };
}

/** The faults of the third look; none if an earlier look found nothing. */
async function lasting(deps: Inspected, looking: () => Promise<readonly string[]>): Promise<readonly string[]> {
  let violations = await looking();
  for (let look = 1; look < looks && violations.length > 0; look++) {
    await deps.sleep(betweenLooksMs);
    violations = await looking();
  }
  return violations;
}
