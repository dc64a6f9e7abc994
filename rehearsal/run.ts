import type { Backend } from './backend.ts';
import type { Case } from './case.ts';
import { stage } from './stage.ts';
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

/** Runs one case and undoes what it made, whatever happens. `offer`: the names of what is sold, by its ids. */
export async function runCase(
  each: Case,
  world: { readonly backend: Backend; readonly offer: ReadonlyMap<string, string> },
): Promise<Outcome> {
  const staged = await stage(each, world);
  let failure: string | null = null;
  try {
    await each.run(staged.world);
  } catch (error) {
    failure = sentenceOf(error);
  }
  try {
    await staged.close();
  } catch (error) {
    failure ??= `could not be cleaned up: ${sentenceOf(error)}`;
  }
  const { transcript, wrong } = staged;
  return { case: each, steps: transcript.steps(), requestIds: transcript.requestIds(), wrong, failure };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
