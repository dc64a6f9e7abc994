/** A call of the AWS JSON protocol: the action, and its input as it went over the wire. */
export type RecordedCall = { readonly action: string; readonly input: object };

/** Recorded calls in order; the calls of one group were in flight at the same time. */
export type Recorded = readonly (readonly RecordedCall[])[];

/** The calls that a peer has to make, from the environment that its parent set. */
export function recordedCalls(): Recorded {
  return JSON.parse(process.env.CALLS ?? '[]') as Recorded;
}
