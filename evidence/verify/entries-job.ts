import type { CallLine, FactLine } from './entry-line.ts';
import type { Finding } from './finding.ts';
import type { Signing } from './signing.ts';

/** One leaf's entries, which a worker checks. Paths are those of the opened folder. */
export type EntriesJob = {
  readonly folder: string;
  readonly file: string;
  readonly recordsFile?: string;
  readonly hashesFile?: string;
  readonly organization: string;
  readonly seal: number;
  readonly hour: string;
  readonly root: string;
  readonly entries: number;
  readonly signing: Signing;
  /** Kept receipts by place: the entry's hash, hex. */
  readonly receipts?: ReadonlyMap<string, string>;
};

/** Calls that have these names in common; the day is that of their time. */
export type CallTotal = {
  readonly names: {
    readonly app: string;
    readonly useCase: string | null;
    readonly dataset: string;
    readonly day: string;
    readonly licence: string;
    readonly licenceVersion: string;
    readonly key: string;
  };
  calls: number;
  records: number;
  units: number;
};

/** The outcome of a job. Hashes are hex. */
export type EntriesResult = {
  readonly job: EntriesJob;
  readonly sha256: string;
  readonly recordsSha256?: string;
  readonly hashesSha256?: string;
  readonly findings: readonly Finding[];
  readonly count: number;
  readonly totals: readonly CallTotal[];
  /** Instance, segment, number of entries. */
  readonly places: readonly (readonly [string, number, number])[];
  readonly facts: readonly { readonly line: string; readonly at: number; readonly fact: FactLine }[];
  /** The signatures of signed requests. */
  readonly signatures: readonly string[];
  /** The hash (hex) of the entry at each place for which there is a receipt. */
  readonly received: ReadonlyMap<string, string>;
  readonly lists: { readonly known: number; readonly possible: number };
};

/** The name of an entry's place. */
export const placeOf = ({ instance, segment, index }: Pick<CallLine, 'instance' | 'segment' | 'index'>): string =>
  `${instance}/${segment}/${index}`;
