import { StorageUnavailable } from '../../storage/table/table.ts';
import type { Segments } from '../../storage/usage/segments.ts';

/** An instance's row on the list, which stands before its first take and its first segment (rule 1 of docs/admission-protocol.md). */
export type Registration = ReturnType<typeof registrationOf>;

type Options = {
  readonly instanceId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly segments: Pick<Segments, 'register'>;
};

/** Registers once, and only when somebody asks for it: who finds nothing to take writes nothing. */
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
    /** Another instance bears this id: nothing can be done under it. */
    isRefused: () => state === 'refused',
    /** The same row again where an answer was lost. Throws StorageUnavailable. */
    async done(): Promise<void> {
      if (state === 'done') return;
      underWay ??= register().finally(() => {
        underWay = undefined;
      });
      await underWay;
    },
  };
}
