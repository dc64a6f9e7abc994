/** Parts of many routes' bodies. */

/** An amount of money. */
export type Money = {
  /** In minor units of the currency, such as cents. */
  amountMinor: number;
  /** ISO 4217, in lower case. */
  currency: string;
};

/** An address to open next. */
export type UrlView = {
  /** Open it in the browser of the person who asked. */
  url: string;
};

/** A sentence for the person who asked. */
export type MessageView = {
  /** In the language of the request. */
  message: string;
};

/** An object of a format that another standard defines. @public */
export type JsonObject = Record<string, unknown>;

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
