import type { PackPeriod, UnsealedFile } from './pack-source.ts';

/** Sums of calls: how many, their records and units. */
export type CallSum = { calls: number; records: number; units: number };

/** The sums of an app. */
export type ReportedApp = CallSum & {
  /** Its name now; null: it was removed. Names are not sealed. */
  readonly name: string | null;
  /** Calls without a declared use case, and calls under one that declares government end users. */
  undeclared: number;
  government: number;
  /** Calls outside of that declaration, where the app has one: of before it, or of after it was changed again. */
  besideGovernment: number;
};

/** The calls of an app from a network: an IPv4 /24 or an IPv6 /48. */
export type ReportedNetwork = { readonly app: string; readonly network: string; readonly calls: number };

/** A declared use case, as its fact has it. */
export type ReportedUseCase = {
  readonly id: string;
  readonly app: string;
  readonly purpose: string;
  readonly government: boolean;
  readonly training: boolean;
  readonly at: string;
};

/** An acceptance: licence with version, the person, and the time. */
export type ReportedAcceptance = {
  readonly licence: string;
  readonly name: string;
  readonly role: string;
  readonly at: string;
};
/** A contested statement; the decision is `open` until there is one. */
export type ReportedContest = { readonly statement: string; readonly reason: string; readonly decision: string };

/** All that the report of a pack shows. Maps are by app, dataset, day, and licence with version, in their order. */
export type PackSummary = {
  readonly organization: { readonly id: string; readonly name: string };
  readonly period: PackPeriod;
  readonly at: string;
  readonly sealedThrough: number;
  readonly entries: number;
  readonly seals: number;
  readonly statements: number;
  readonly apps: ReadonlyMap<string, ReportedApp>;
  readonly datasets: ReadonlyMap<string, CallSum>;
  readonly days: ReadonlyMap<string, CallSum>;
  readonly licences: ReadonlyMap<string, CallSum>;
  /** Those with the most calls first. */
  readonly networks: readonly ReportedNetwork[];
  readonly useCases: readonly ReportedUseCase[];
  readonly acceptances: readonly ReportedAcceptance[];
  readonly contests: readonly ReportedContest[];
  /** Lines of each file that is not sealed. */
  readonly unsealed: Readonly<Record<UnsealedFile, number>>;
};
