import { faultsOfChain } from '../../shared/domain/accounts/trail-line.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import type { Inspected, Invariant } from './types.ts';

/** No chained line was edited, dropped or inserted, and none stands twice. */
export const chainedTrail: Invariant = {
  number: 5,
  says: 'the trail only grows: each line follows the line before it, and the last one is the last that was counted',
  violations: async (deps, { id }) => (await faultsOf(deps, id)).map((fault) => `account ${id}: ${fault}`),
};

/** The same of every other chain in the table: the operators', and those of people for what they do while they belong to no organization. */
export async function faultsBeside(deps: Inspected, accounts: ReadonlySet<string>): Promise<readonly string[]> {
  const owners = new Set([operators, ...(await deps.chainOwners())]);
  const faults: string[] = [];
  for (const owner of owners.difference(accounts))
    faults.push(...(await faultsOf(deps, owner)).map((fault) => `${nameOf(owner)}: ${fault}`));
  return faults;
}

const nameOf = (owner: string): string => (owner === operators ? 'the operators’ trail' : `the trail of ${owner}`);

/** A run chains lines, counts the last, and then empties the box: lines behind the counted one are on their way if they still wait. */
async function faultsOf({ trailChain, trailBox }: Inspected, organization: string): Promise<readonly string[]> {
  const counted = await trailChain.counted(organization);
  const lines = await trailChain.lines(organization);
  const uncounted = lines.slice(counted?.seq ?? 0);
  if (uncounted.length === 0) return faultsOfChain(lines, counted);
  const waiting = new Set((await trailBox.waitingOf(organization)).map(({ id }) => id));
  const areOnTheirWay = uncounted.every(({ id }) => waiting.has(id));
  const before = lines.slice(0, counted?.seq ?? 0);
  if (!areOnTheirWay) return faultsOfChain(lines, counted);
  return [...new Set([...faultsOfChain(before, counted), ...faultsOfChain(lines, lines.at(-1) ?? null)])];
}
