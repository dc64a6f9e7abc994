import { type Backend, sdkOf } from './backend.ts';
import type { Case } from './case.ts';
import { archiveOffer, removeLeftovers } from './leftovers.ts';
import { namesOfOffer, pushOffer } from './offer.ts';
import { type Outcome, runCase } from './run.ts';

/** A case that does not run here, and why. */
export type Skipped = { readonly case: Case; readonly why: string };

/** The end of a whole rehearsal. */
export type Rehearsed = {
  readonly outcomes: readonly Outcome[];
  readonly skipped: readonly Skipped[];
  readonly isWhole: boolean;
};

/** So many cases are under way at a time. */
const atOnce = 8;

/**
 * Runs the cases against an account and leaves no clock, customer or endpoint behind, also when the backend's signal breaks it off. First
 * it removes what a killed run left. `report` takes a line for each thing that happens.
 */
export async function rehearse(
  cases: readonly Case[],
  { backend, report }: { readonly backend: Backend; readonly report: (line: string) => void },
): Promise<Rehearsed> {
  const quiet = sdkOf({ ...backend, signal: new AbortController().signal }, null);
  const skipped = cases.flatMap((each) => skippedOf(each, backend));
  const wanted = cases.filter((each) => !skipped.some((other) => other.case === each));
  const left = await removeLeftovers(quiet, backend);
  if (left > 0) report(`Removed ${left} objects that an earlier rehearsal left.`);
  try {
    await pushOffer(quiet, { now: backend.now() });
    const offer = await namesOfOffer(quiet);
    const outcomes = await runAll(wanted, { backend, offer, report });
    return { outcomes, skipped, isWhole: outcomes.length === wanted.length && !backend.signal.aborted };
  } finally {
    report('Cleaning up.');
    await removeLeftovers(quiet, backend);
    await archiveOffer(quiet);
  }
}

function skippedOf(each: Case, { restrictedKeys, source }: Backend): readonly Skipped[] {
  if (each.waitsForBank && source === 'simulator')
    return [{ case: each, why: 'a simulator’s bank answers after days' }];
  if (each.simulatorOnly !== undefined) return [{ case: each, why: each.simulatorOnly }];
  const lacking = (each.keysOf ?? []).filter((name) => !(name in restrictedKeys));
  return lacking.length > 0 ? [{ case: each, why: `no restricted key for ${lacking.join(', ')}` }] : [];
}

type Running = Parameters<typeof runCase>[1] & { readonly report: (line: string) => void };

async function runAll(wanted: readonly Case[], { report, ...world }: Running): Promise<readonly Outcome[]> {
  const waiting = [...wanted];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let each = waiting.shift(); each && !world.backend.signal.aborted; each = waiting.shift()) {
      report(`${each.id} begins`);
      const outcome = await runCase(each, world);
      outcomes.push(outcome);
      report(`[${outcomes.length}/${wanted.length}] ${each.id}: ${endOf(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

function endOf({ failure, wrong }: Outcome): string {
  if (failure !== null) return `did not end: ${failure}`;
  return wrong.length > 0 ? `wrong: ${[...new Set(wrong.map(({ belief }) => belief))].join(', ')}` : 'holds';
}
