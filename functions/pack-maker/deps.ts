import type { PackStore } from '../../shared/evidence-store/pack-store.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { PackTools } from '../../shared/services/evidence/pack-files.ts';
import type { StoredSourceDeps } from '../../shared/services/evidence/source-deps.ts';
import type { PackWork } from '../../shared/storage/evidence/pack-work.ts';

/** Dependencies of the function that makes packs. */
export type PackMakerDeps = StoredSourceDeps &
  Omit<PackTools, 'now'> & {
    readonly packWork: PackWork;
    readonly packStore: PackStore;
    /** Hides a received message for so many seconds. */
    readonly hide: (receiptHandle: string, seconds: number) => Promise<void>;
    readonly newId: () => string;
    readonly now: () => Date;
    readonly count: Count;
    readonly log: Log;
  };
