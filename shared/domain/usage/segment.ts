/** Units and calls of one key on one dataset (or upstream) on one UTC day, in one period. */
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

/** What an instance can no longer spend of one counter when its chain ends: spent or still reserved. The rest goes back. */
export type Consumed = { readonly accountId: string; readonly periodStart: string; readonly units: number };

/** The units that may be spent after a segment before more is told. */
export type SegmentPledge = {
  /** How much may be left untold of each counter (`windowOf`). */
  readonly level: number;
  /** All that was spent lies in this segment and those before, and no call was under way. */
  readonly isExact: boolean;
};

/** One link of an instance's chain: all that it served since the one before. Its bytes are fixed before it is first sent. */
export type Segment = {
  readonly instanceId: string;
  /** 1, 2, 3, … without gap. */
  readonly number: number;
  /** When its bytes were fixed, ISO-8601 UTC. */
  readonly at: string;
  /** SHA-256 of the previous segment's bytes, base64url; empty in the first. */
  readonly previousHash: string;
  readonly entries: readonly SegmentEntry[];
  /** Absent: nothing was said, as of a chain's end. */
  readonly telling?: SegmentPledge;
  /** Its instance is ending, and says so far of these counters what is gone. The rest follows in the next segments, up to the last. */
  readonly leaving?: readonly Consumed[];
  /** The last of its chain: written by the instance as it ends, or by the daily walk in its place. */
  readonly end?: { readonly by: 'instance' | 'seal'; readonly gone: readonly Consumed[] };
};
