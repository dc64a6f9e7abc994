import { faultsOfChain } from '../../shared/domain/accounts/trail-line.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import type { Inspected, Invariant } from './types.ts';

/** No chained line was edited, dropped or inserted, and none stands twice. */
export const chainedTrail: Invariant = {
  number: 5,
  says: 'the trail only grows: each line follows the line before it, and the last one is the last that was counted',
  async violations(deps, { id }) {
    const own = (await faultsOf(deps, id)).map((fault) => `account ${id}: ${fault}`);
    const { members } = await deps.members.rosterOf(id);
    const people = members.filter(({ personId }) => personId !== id);
    const theirs = await Promise.all(people.map(({ personId }) => faultsOfPerson(deps, personId)));
    return [...own, ...theirs.flat()];
  },
};

/** A person has a trail of their own for what they do while they belong to no organization. */
const faultsOfPerson = async (deps: Inspected, personId: string): Promise<readonly string[]> =>
  (await faultsOf(deps, personId)).map((fault) => `person ${personId}: ${fault}`);

/** The same of the operators' own trail. */
export const faultsOfOperators = async (deps: Inspected): Promise<readonly string[]> =>
  (await faultsOf(deps, operators)).map((fault) => `the operators’ trail: ${fault}`);

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
