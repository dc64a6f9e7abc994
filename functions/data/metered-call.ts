import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { DataVersion } from '../../shared/domain/catalog/deprecation.ts';
import type { Deprecation } from '../../shared/domain/catalog/deprecation-types.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { DataCaller } from './caller.ts';
import type { ReadOutcome } from './dataset-answer.ts';

/**
 * A read: at most how many units it asks for, and the work once some are granted. The outcome says what is to be charged. Units are
 * counted here before the weight of the endpoint: records or buckets, or requests.
 */
export type MeteredRead = {
  /** Absent: records. */
  readonly kind?: 'counts';
  readonly units: number;
  /** How many of them it will be at the most, where that may be far fewer. */
  readonly measure?: (plans: readonly string[]) => Promise<number>;
  /** The earlier answer to the same call, where no units are left for it now: null where it was not. */
  readonly answeredBefore?: () => Promise<Answer | null>;
  readonly run: (scope: {
    readonly sampleOnly: boolean;
    readonly maxUnits: number;
    /** Ids of the plans held. */
    readonly plans: readonly string[];
    /** Repeats of a record are credited, so it has to be known which ones were served. */
    readonly deduplicates: boolean;
  }) => Promise<ReadOutcome>;
};

/** A read of somebody whom we know, of a dataset that there is. */
export type DataCall = {
  readonly request: ApiRequest;
  readonly caller: DataCaller;
  readonly dataset: Dataset;
  readonly version: DataVersion;
  /** Of all that the call uses. */
  readonly deprecations: readonly Deprecation[];
  readonly read: MeteredRead;
  /** Units that one record or bucket costs. */
  readonly weight: number;
};
