import { StorageUnavailable } from '../../storage/table/table.ts';
import type { Segments } from '../../storage/usage/segments.ts';

/** An instance's row in the list, written before its first take and its first segment (rule 1 of docs/admission-protocol.md). */
export type Registration = ReturnType<typeof registrationOf>;

type Options = {
  readonly instanceId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly segments: Pick<Segments, 'register'>;
};

/** Registers once, and only on demand: an instance that finds nothing to take writes nothing. */
export function registrationOf({ instanceId, at, segments }: Options) {
  let state: 'none' | 'done' | 'refused' = 'none';
  let underWay: Promise<void> | undefined;
  const register = async () => {
    const isOwn = await segments.register(instanceId, new Date(at).toISOString());
    state = isOwn ? 'done' : 'refused';
    if (!isOwn) throw new StorageUnavailable(new Error('Another instance bears this id'));
  };
  return {
    isDone: () => state === 'done',
    /** Another instance bears this id, so nothing can be done under it. */
    isRefused: () => state === 'refused',
    /**
     * Registers, with the same row again if an answer was lost.
     * @throws StorageUnavailable
     */
    async done(): Promise<void> {
      if (state === 'done') return;
      underWay ??= register().finally(() => {
        underWay = undefined;
      });
      await underWay;
    },
  };
}
