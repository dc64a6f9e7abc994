/** Parts of many routes' bodies. */

export type Money = { amountMinor: number; currency: string };

/** A page of a list. Without `cursor` it is the last. */
export type Listing<T> = { data: T[]; cursor?: string };

/** A problem answer (RFC 9457). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { field: string; message: string }[];
};
