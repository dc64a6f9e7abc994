import type { DenialReason } from '../access/denial.ts';

/** A refused call of a known key. */
export type Refusal = {
  /** ISO-8601 UTC. */
  readonly at: string;
  readonly accountId: string;
  readonly keyId: string;
  readonly app: string;
  /** A dataset's id, or an upstream's resource (`gateway:…`). */
  readonly dataset: string;
  readonly reason: DenialReason;
  /** Method, path and query. */
  readonly query: string;
  /** The caller's network address. */
  readonly address: string;
};

/** How many calls of a key were refused for one reason. */
export type RefusalCount = Pick<Refusal, 'keyId' | 'app' | 'dataset' | 'reason'> & { readonly count: number };

/** Refused calls of one organization in one instance: all are counted, the first of each key and minute also told one by one. */
export type RefusalReport = {
  readonly accountId: string;
  /** When the first and the last were refused, ISO-8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly counts: readonly RefusalCount[];
  readonly told: readonly Omit<Refusal, 'accountId'>[];
};

/** The refused calls of one key for one reason in one report: how many, between when, and the first of them. */
export type RefusalRow = RefusalCount &
  Pick<RefusalReport, 'from' | 'to'> & { readonly calls: readonly Pick<Refusal, 'at' | 'query' | 'address'>[] };

/** The rows of a report, in the order in which their reasons first came up. */
export const refusalRowsOf = ({ from, to, counts, told }: RefusalReport): readonly RefusalRow[] =>
  counts.map((count) => ({ ...count, from, to, calls: told.filter((each) => isOf(each, count)).map(callOf) }));

const isOf = (refusal: Omit<Refusal, 'accountId'>, { keyId, dataset, reason }: RefusalCount): boolean =>
  refusal.keyId === keyId && refusal.dataset === dataset && refusal.reason === reason;

const callOf = ({ at, query, address }: Omit<Refusal, 'accountId'>) => ({ at, query, address });

/** Days for which refused calls are kept. */
export const refusalsKeptDays = 30;
