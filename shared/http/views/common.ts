/** What bodies of many routes have in common. */

export type Money = { amountMinor: number; currency: string };

export type Listing<T> = { data: T[]; cursor?: string };

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { field: string; message: string }[];
};
