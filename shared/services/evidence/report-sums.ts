import { networksOfClient } from '../../domain/access/client-network.ts';
import type { LedgerCall, Place } from '../../domain/evidence/entry.ts';
import type { CallSum, ReportedNetwork } from './pack-summary.ts';

type ByUse = { readonly app: string; readonly useCase: string | null; readonly calls: number };
type Named<T> = readonly (readonly [name: string, value: T])[];

/** The sums of a pack over its seals and entries: enough to go on in another process. */
export type ReportState = {
  readonly sealedThrough: number;
  readonly seals: number;
  readonly entries: number;
  readonly instances: readonly string[];
  readonly app: Named<CallSum>;
  readonly dataset: Named<CallSum>;
  readonly day: Named<CallSum>;
  readonly licence: Named<CallSum>;
  readonly byUse: Named<ByUse>;
  readonly networks: Named<ReportedNetwork>;
};

const nothingYet: ReportState = {
  ...{ sealedThrough: 0, seals: 0, entries: 0, instances: [], byUse: [], networks: [] },
  ...{ app: [], dataset: [], day: [], licence: [] },
};

/** Sums up seals and entries while they are read. Maps are by app, dataset, day, and licence with version. */
export class ReportSums {
  readonly app: Map<string, CallSum>;
  readonly dataset: Map<string, CallSum>;
  readonly day: Map<string, CallSum>;
  readonly licence: Map<string, CallSum>;
  readonly instances: Set<string>;
  readonly #byUse: Map<string, ByUse>;
  readonly #networks: Map<string, ReportedNetwork>;
  sealedThrough: number;
  seals: number;
  entries: number;

  /** `before`: the sums of what was read already. */
  constructor(before: ReportState = nothingYet) {
    this.app = copied(before.app);
    this.dataset = copied(before.dataset);
    this.day = copied(before.day);
    this.licence = copied(before.licence);
    this.instances = new Set(before.instances);
    this.#byUse = new Map(before.byUse);
    this.#networks = new Map(before.networks);
    this.sealedThrough = before.sealedThrough;
    this.seals = before.seals;
    this.entries = before.entries;
  }

  state(): ReportState {
    const { app, dataset, day, licence, instances, sealedThrough, seals, entries } = this;
    return {
      ...{ sealedThrough, seals, entries, instances: [...instances] },
      ...{ app: [...app], dataset: [...dataset], day: [...day], licence: [...licence] },
      ...{ byUse: [...this.#byUse], networks: [...this.#networks] },
    };
  }

  /** Calls by app and use case. */
  get byUse(): Iterable<ByUse> {
    return this.#byUse.values();
  }

  /** Those with the most calls first. */
  get networks(): readonly ReportedNetwork[] {
    return [...this.#networks.values()].toSorted((a, b) => b.calls - a.calls || (a.network < b.network ? -1 : 1));
  }

  seal(number: number): void {
    this.seals += 1;
    this.sealedThrough = number;
  }

  entry(line: string): void {
    this.entries += 1;
    const entry = JSON.parse(line) as LedgerCall & Place;
    if (entry.instance === undefined) return;
    const { app, useCase, dataset, at, licence, licenceVersion } = entry;
    this.instances.add(entry.instance);
    addTo(this.app, app, entry);
    addTo(this.dataset, dataset, entry);
    addTo(this.day, at.slice(0, 10), entry);
    addTo(this.licence, `${licence}-${licenceVersion}`, entry);
    countOne(this.#byUse, JSON.stringify([app, useCase]), { app, useCase });
    const network = networksOfClient(entry.address).site;
    countOne(this.#networks, `${app} ${network}`, { app, network });
  }
}

const copied = (sums: Named<CallSum>) => new Map(sums.map(([name, sum]) => [name, { ...sum }]));

function addTo(sums: Map<string, CallSum>, name: string, { records, units }: LedgerCall): void {
  const sum = sums.get(name) ?? { calls: 0, records: 0, units: 0 };
  sums.set(name, sum);
  sum.calls += 1;
  sum.records += records?.count ?? 0;
  sum.units += units;
}

function countOne<T extends object>(counts: Map<string, T & { readonly calls: number }>, name: string, of: T): void {
  counts.set(name, { ...of, calls: (counts.get(name)?.calls ?? 0) + 1 });
}
