/** Units and calls of one key on one dataset or upstream, on one UTC day, in one period. */
export type SegmentEntry = {
  readonly accountId: string;
  /** The start of the billing period that the units belong to, ISO-8601 UTC. */
  readonly periodStart: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly keyId: string;
  readonly datasetId: string;
  readonly units: number;
  readonly calls: number;
};

/** Units of one counter that an instance has spent or still reserves when its log ends. The rest goes back. */
export type Consumed = { readonly accountId: string; readonly periodStart: string; readonly units: number };

/** The units that may be spent after a segment before more is reported. */
export type SegmentPledge = {
  /** How much may go unreported of each counter (`windowOf`). */
  readonly level: number;
  /** All spent units lie in this segment and those before, and no call was under way. */
  readonly isExact: boolean;
};

/** The ledger's entries of a segment: SHA-256 (hex) of their bytes. `where` tells whether these lie in the segment's item or in an object. */
export type SegmentLedger = { readonly sha256: string; readonly where: 'item' | 'object' };

/** One report of an instance's usage log: all that it served since the one before. Its bytes are fixed before it is first sent. */
export type Segment = {
  readonly instanceId: string;
  /** 1, 2, 3, … without gap. */
  readonly number: number;
  /** When its bytes were fixed, ISO-8601 UTC. */
  readonly at: string;
  /** SHA-256 of the previous segment's bytes, base64url; empty in the first. */
  readonly previousHash: string;
  readonly entries: readonly SegmentEntry[];
  /** The ledger's entries of these calls; absent: none was served. */
  readonly ledger?: SegmentLedger;
  /** Absent: it pledges nothing, as at a log's end. */
  readonly pledge?: SegmentPledge;
  /** Its instance is ending, and states the consumed units of these counters. The rest follows in the next segments, up to the last. */
  readonly leaving?: readonly Consumed[];
  /** The last of its log, written by the instance as it ends, or by a job as a fence. */
  readonly end?: { readonly by: 'instance' | 'fence'; readonly consumed: readonly Consumed[] };
};
