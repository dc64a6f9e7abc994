import type { Backend } from './backend.ts';
import type { Case } from './case.ts';
import { type Staged, stage } from './stage.ts';
import type { Step } from './transcript.ts';
import type { WrongBelief } from './world.ts';

/** The end of one case. */
export type Outcome = {
  readonly case: Case;
  readonly steps: readonly Step[];
  /** Stripe's id of the request of each step; undefined where a step is none. */
  readonly requestIds: readonly (string | undefined)[];
  readonly wrong: readonly WrongBelief[];
  /** Why it did not come to its end; null: it did. */
  readonly failure: string | null;
};

type RunWorld = { readonly backend: Backend; readonly offer: ReadonlyMap<string, string> };

/** Runs one case and undoes what it made, whatever happens. `offer`: the names of what is sold, by its ids. */
export async function runCase(each: Case, world: RunWorld): Promise<Outcome> {
  try {
    return await runStaged(each, await stage(each, world));
  } catch (error) {
    return { case: each, steps: [], requestIds: [], wrong: [], failure: sentenceOf(error) };
  }
}

async function runStaged(each: Case, { world, transcript, wrong, close }: Staged): Promise<Outcome> {
  let failure: string | null = null;
  try {
    await each.run(world);
  } catch (error) {
    failure = sentenceOf(error);
  }
  try {
    await close();
  } catch (error) {
    failure ??= `could not be cleaned up: ${sentenceOf(error)}`;
  }
  return { case: each, steps: transcript.steps(), requestIds: transcript.requestIds(), wrong, failure };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
