import { mapConcurrent } from '../../concurrency.ts';
import type { Seen } from '../../domain/accounts/together.ts';
import type { Log } from '../../log.ts';
import type { SightingStore } from '../../storage/accounts/sightings.ts';

/** The store of sightings, a log and a clock. */
export type NoteSeenDeps = {
  readonly sightings: Pick<SightingStore, 'note'>;
  readonly log: Log;
  readonly now: () => Date;
};

/** A thing, and the organization that it was seen of. */
export type NewSighting = { readonly accountId: string; readonly seen: Seen };

const atOnce = 5;

/**
 * Notes what was seen, for operators alone: nothing is refused because of it. So a failure is logged, and never fails the sign-in,
 * payment or proof that it comes with. The thing is noted when it is seen next.
 */
export async function noteSeen(deps: NoteSeenDeps, find: () => Promise<readonly NewSighting[]>): Promise<void> {
  try {
    await mapConcurrent(atOnce, await find(), ({ accountId, seen }) =>
      deps.sightings.note(accountId, seen, deps.now()),
    );
  } catch (error) {
    deps.log.error('sighting not noted', error);
  }
}
