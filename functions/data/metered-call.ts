import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { DataVersion } from '../../shared/domain/catalog/deprecation.ts';
import type { Deprecation } from '../../shared/domain/catalog/deprecation-types.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { ReadOutcome } from '../../shared/services/datasets/dataset-answer.ts';
import type { DataCaller } from './caller.ts';

/**
 * A read: the most units that it asks for, and the work once some are granted. Its outcome has the units to charge. Units here are records,
 * buckets or requests, before the weight of the endpoint.
 */
export type MeteredRead = {
  /** Absent: records. */
  readonly kind?: 'counts';
  readonly units: number;
  /** The most of them that it will cost, if that may be far fewer. */
  readonly measure?: (plans: readonly string[]) => Promise<number>;
  /** The earlier answer to the same call, for when no units are left for it now; null: there was none. */
  readonly answeredBefore?: () => Promise<Answer | null>;
  readonly run: (scope: {
    readonly sampleOnly: boolean;
    readonly maxUnits: number;
    /** Ids of the plans held. */
    readonly plans: readonly string[];
    /** Repeats of a record are credited, so the outcome has to name the served records. */
    readonly deduplicates: boolean;
  }) => Promise<ReadOutcome>;
};

/** A read of a known dataset by a known caller. */
export type DataCall = {
  readonly request: ApiRequest;
  readonly caller: DataCaller;
  readonly dataset: Dataset;
  readonly version: DataVersion;
  /** The deprecations of everything that the call uses. */
  readonly deprecations: readonly Deprecation[];
  readonly read: MeteredRead;
  /** Units that one record or bucket costs. */
  readonly weight: number;
};
