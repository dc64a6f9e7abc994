import { canonicalJson, type JsonValue } from '../accounts/canonical-json.ts';

/** Calls of one app, dataset and UTC day (of their times), `YYYY-MM-DD`. */
export type StatedTotal = {
  readonly app: string;
  readonly dataset: string;
  readonly day: string;
  readonly calls: number;
  readonly records: number;
  readonly units: number;
};

/** The number of entries at a place of the log. */
export type StatedPlace = { readonly instance: string; readonly segment: number; readonly entries: number };

/** Counts of an organization's entries. `statements`: how many of them are statements. Totals are by app, dataset and day, places by instance and segment. */
export type EntrySums = {
  readonly entries: number;
  readonly statements: number;
  readonly totals: readonly StatedTotal[];
  readonly places: readonly StatedPlace[];
};

/** The counts of a leaf. `leaf`: its hash (hex), `seq`: its number among its organization's. */
export type LeafSummary = EntrySums & { readonly organization: string; readonly seq: number; readonly leaf: string };

/** Counts entries as they come, by the lines that were sealed. */
export class EntryCounter {
  #entries = 0;
  #statements = 0;
  readonly #totals = new Map<string, StatedTotal>();
  readonly #places = new Map<string, StatedPlace>();

  /** Counts an entry. A fact has no place, and is in no total. */
  add(line: string): void {
    this.#entries += 1;
    const entry = JSON.parse(line) as CountedCall | CountedFact;
    if ('instance' in entry) this.#addCall(entry);
    else if (entry.kind === 'statement') this.#statements += 1;
  }

  #addCall({ instance, segment, app, dataset, at, units, records }: CountedCall): void {
    this.#place({ instance, segment, entries: 1 });
    this.#total({ app, dataset, day: at.slice(0, 10), calls: 1, records: records?.count ?? 0, units });
  }

  /** Adds counts that were made before. */
  addSums({ entries, statements, totals, places }: EntrySums): void {
    this.#entries += entries;
    this.#statements += statements;
    for (const total of totals) this.#total(total);
    for (const place of places) this.#place(place);
  }

  #total(added: StatedTotal): void {
    const { app, dataset, day } = added;
    const name = JSON.stringify([app, dataset, day]);
    const before = this.#totals.get(name) ?? { app, dataset, day, calls: 0, records: 0, units: 0 };
    const calls = before.calls + added.calls;
    const records = before.records + added.records;
    this.#totals.set(name, { app, dataset, day, calls, records, units: before.units + added.units });
  }

  #place({ instance, segment, entries }: StatedPlace): void {
    const name = `${instance}/${segment}`;
    this.#places.set(name, { instance, segment, entries: entries + (this.#places.get(name)?.entries ?? 0) });
  }

  /** All counts so far. */
  sums(): EntrySums {
    return {
      entries: this.#entries,
      statements: this.#statements,
      totals: [...this.#totals.values()].toSorted(
        (a, b) => compare(a.app, b.app) || compare(a.dataset, b.dataset) || compare(a.day, b.day),
      ),
      places: [...this.#places.values()].toSorted((a, b) => compare(a.instance, b.instance) || a.segment - b.segment),
    };
  }
}

type CountedFact = { readonly kind: string };
type CountedCall = {
  readonly instance: string;
  readonly segment: number;
  readonly app: string;
  readonly dataset: string;
  readonly at: string;
  readonly units: number;
  readonly records?: { readonly count: number };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The lines of a seal's summary: its leaves’ counts, in the order of their organizations. */
export const writeSummary = (leaves: readonly LeafSummary[]): string =>
  leaves.map((leaf) => `${canonicalJson(leaf as unknown as JsonValue)}\n`).join('');
