import { networksOfClient } from '../../domain/access/client-network.ts';
import type { JsonValue } from '../../domain/accounts/canonical-json.ts';
import type { LedgerCall, Place } from '../../domain/evidence/entry.ts';
import type { SignedLine, UnsealedFile } from './pack-source.ts';
import type {
  CallSum,
  PackSummary,
  ReportedApp,
  ReportedContest,
  ReportedNetwork,
  ReportedUseCase,
} from './pack-summary.ts';

type Head = Pick<PackSummary, 'organization' | 'period' | 'at'>;
type FactBody = { readonly kind: string; readonly id: string; readonly at: string } & Record<string, JsonValue>;
type ByUse = { readonly app: string; readonly useCase: string | null; calls: number };

/** Sums up a pack while its files are made. */
export class PackReport {
  readonly #head: Head;
  readonly #unsealed = { 'api-keys': 0, invoices: 0, payments: 0, refusals: 0 };
  readonly #sums = {
    app: new Map<string, CallSum>(),
    dataset: new Map<string, CallSum>(),
    day: new Map<string, CallSum>(),
    licence: new Map<string, CallSum>(),
  };
  readonly #byUse = new Map<string, ByUse>();
  readonly #networks = new Map<string, { -readonly [name in keyof ReportedNetwork]: ReportedNetwork[name] }>();
  readonly #facts: FactBody[] = [];
  readonly #people = new Map<string, { readonly name?: string; readonly role?: string }>();
  readonly instances = new Set<string>();
  sealedThrough = 0;
  #seals = 0;
  #entries = 0;
  #statements = 0;

  constructor(head: Head) {
    this.#head = head;
  }

  /** The licences that entries and acceptances name, each as `{id}-{version}`. */
  get licences(): ReadonlySet<string> {
    const accepted = this.#facts.filter(({ kind }) => kind === 'acceptance');
    return new Set([...this.#sums.licence.keys(), ...accepted.map(licenceOf)].toSorted());
  }

  get factIds(): ReadonlySet<string> {
    return new Set(this.#facts.map(({ id }) => id));
  }

  seal({ seal }: SignedLine): void {
    this.#seals += 1;
    this.sealedThrough = (seal as { readonly number: number }).number;
  }

  entry(line: string): void {
    this.#entries += 1;
    const entry = JSON.parse(line) as LedgerCall & Place;
    if (entry.instance === undefined) return;
    const { app, useCase, dataset, at, licence, licenceVersion } = entry;
    this.instances.add(entry.instance);
    addTo(this.#sums.app, app, entry);
    addTo(this.#sums.dataset, dataset, entry);
    addTo(this.#sums.day, at.slice(0, 10), entry);
    addTo(this.#sums.licence, `${licence}-${licenceVersion}`, entry);
    const name = JSON.stringify([app, useCase]);
    const use = this.#byUse.get(name) ?? { app, useCase, calls: 0 };
    this.#byUse.set(name, use);
    use.calls += 1;
    this.#network(app, networksOfClient(entry.address).site);
  }

  #network(app: string, network: string): void {
    const name = `${app} ${network}`;
    const known = this.#networks.get(name) ?? { app, network, calls: 0 };
    this.#networks.set(name, known);
    known.calls += 1;
  }

  fact(line: string): void {
    this.#facts.push(JSON.parse(line) as FactBody);
  }

  statement(): void {
    this.#statements += 1;
  }

  /** The opened fields of the person of a fact. */
  person(fact: string, fields: JsonValue): void {
    this.#people.set(fact, fields as { readonly name?: string; readonly role?: string });
  }

  unsealed(file: UnsealedFile): void {
    this.#unsealed[file] += 1;
  }

  summary(): PackSummary {
    const useCases = this.#facts.filter(({ kind }) => kind === 'use-case').map(useCaseOf);
    const { dataset, day, licence } = this.#sums;
    return {
      ...this.#head,
      sealedThrough: this.sealedThrough,
      entries: this.#entries,
      seals: this.#seals,
      statements: this.#statements,
      apps: this.#apps(useCases),
      datasets: sorted(dataset),
      days: sorted(day),
      licences: sorted(licence),
      networks: [...this.#networks.values()].toSorted((a, b) => b.calls - a.calls || (a.network < b.network ? -1 : 1)),
      useCases,
      acceptances: this.#facts
        .filter(({ kind }) => kind === 'acceptance')
        .map((fact) => {
          const { name = 'erased', role = '' } = this.#people.get(fact.id) ?? {};
          return { licence: licenceOf(fact), name, role, at: fact.at };
        }),
      contests: this.#contests(),
      unsealed: this.#unsealed,
    };
  }

  #apps(useCases: readonly ReportedUseCase[]): ReadonlyMap<string, ReportedApp> {
    const governing = useCases.filter(({ government }) => government);
    const governed = new Set(governing.map(({ id }) => id));
    const hasDeclared = new Set(governing.map(({ app }) => app));
    const isGoverned = (useCase: string | null) => useCase !== null && governed.has(useCase);
    const calls = (app: string, counts: (useCase: string | null) => boolean) =>
      [...this.#byUse.values()]
        .filter((use) => use.app === app && counts(use.useCase))
        .reduce((sum, use) => sum + use.calls, 0);
    const apps = [...sorted(this.#sums.app)].map(([app, sum]): [string, ReportedApp] => [
      app,
      {
        ...sum,
        undeclared: calls(app, (useCase) => useCase === null),
        government: calls(app, isGoverned),
        besideGovernment: hasDeclared.has(app) ? calls(app, (useCase) => !isGoverned(useCase)) : 0,
      },
    ]);
    return new Map(apps);
  }

  #contests(): ReportedContest[] {
    const decisions = this.#facts.filter(({ kind }) => kind === 'contest-decision');
    return this.#facts
      .filter(({ kind }) => kind === 'contest')
      .map(({ id, statement, reason }) => ({
        statement: String(statement),
        reason: String(reason),
        decision: String(decisions.find(({ contest }) => contest === id)?.decision ?? 'open'),
      }));
  }
}

const licenceOf = ({ licence, licenceVersion }: FactBody): string => `${licence}-${licenceVersion}`;

const useCaseOf = ({ id, app, purpose, government, training, at }: FactBody): ReportedUseCase => ({
  id,
  app: String(app),
  purpose: String(purpose ?? ''),
  government: government === true,
  training: training === true,
  at,
});

function addTo(sums: Map<string, CallSum>, name: string, { records, units }: LedgerCall): void {
  const sum = sums.get(name) ?? { calls: 0, records: 0, units: 0 };
  sums.set(name, sum);
  sum.calls += 1;
  sum.records += records?.count ?? 0;
  sum.units += units;
}

const sorted = (sums: ReadonlyMap<string, CallSum>): ReadonlyMap<string, CallSum> =>
  new Map([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
