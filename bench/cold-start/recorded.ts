/** A call of the AWS JSON protocol: the action, and its input as it went over the wire. */
export type RecordedCall = { readonly action: string; readonly input: object };

/** Calls in the order in which they were made; those of one group were under way at a time. */
export type Recorded = readonly (readonly RecordedCall[])[];

/** What a peer is to do, as its parent has set it. */
export function recordedCalls(): Recorded {
  return JSON.parse(process.env.CALLS ?? '[]') as Recorded;
}
