/** Requests in the log: one that was served, or refused ones of a key for one reason, close together in time. */
export type RequestView = {
  id: string;
  /** `allowed`: we said yes to it, and its operator’s API served it. */
  status: 'served' | 'allowed' | 'refused';
  /** The HTTP status of a refusal. Null: it was not refused. */
  httpStatus: number | null;
  /** The code of the problem that it was answered with. Null: none. */
  reason: string | null;
  key: string;
  app: string;
  /** The dataset, or `gateway:` and the API, that was asked for; `-`: neither. */
  dataset: string;
  count: number;
  from: string;
  to: string;
  /** Each of them as far as it is kept: of refused ones the first of a key and minute. */
  calls: { at: string; query: string; address: string }[];
  /** Its cost. Repeats of a record on a day are credited later. */
  units: number;
  records: number | null;
  /** The size of the body before it was compressed. */
  bytes: number | null;
  /** Its place in the ledger, and the seal that proves it. Null: refused requests have none. */
  receipt: RequestReceiptView | null;
};

/** The place of an entry of the ledger. */
export type RequestReceiptView = { instance: string; segment: number; index: number; seal: number };

/** A page of the log of requests. */
export type RequestListView = {
  data: RequestView[];
  cursor?: string;
  /** Served requests are listed up to here, since their hours are sealed later. Null: not on this page. */
  servedThrough: string | null;
  /** Refused requests are kept from this time on. */
  refusedSince: string;
};
