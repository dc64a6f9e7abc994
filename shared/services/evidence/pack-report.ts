import type { JsonValue } from '../../domain/accounts/canonical-json.ts';
import type { SignedLine, UnsealedFile } from './pack-source.ts';
import type { CallSum, PackSummary, ReportedApp, ReportedContest, ReportedUseCase } from './pack-summary.ts';
import { type ReportState, ReportSums } from './report-sums.ts';

type Head = Pick<PackSummary, 'organization' | 'period' | 'at'>;
type FactBody = { readonly kind: string; readonly id: string; readonly at: string } & Record<string, JsonValue>;

/** Sums up a pack while its files are made. */
export class PackReport {
  readonly #head: Head;
  readonly #sums: ReportSums;
  readonly #unsealed = { apps: 0, 'api-keys': 0, invoices: 0, payments: 0, refusals: 0 };
  readonly #facts: FactBody[] = [];
  readonly #people = new Map<string, { readonly name?: string; readonly role?: string }>();
  readonly #appNames = new Map<string, string>();
  #statements = 0;

  /** `before`: the sums of the seals and entries that were read already. */
  constructor(head: Head, before?: ReportState) {
    this.#head = head;
    this.#sums = new ReportSums(before);
  }

  /** The sums so far, of seals and entries alone. */
  state(): ReportState {
    return this.#sums.state();
  }

  get instances(): ReadonlySet<string> {
    return this.#sums.instances;
  }

  get sealedThrough(): number {
    return this.#sums.sealedThrough;
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
    this.#sums.seal((seal as { readonly number: number }).number);
  }

  entry(line: string): void {
    this.#sums.entry(line);
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

  unsealed(file: UnsealedFile, value: JsonValue): void {
    this.#unsealed[file] += 1;
    const { id, name } = value as { readonly id?: unknown; readonly name?: unknown };
    if (file === 'apps') this.#appNames.set(String(id), String(name));
  }

  summary(): PackSummary {
    const useCases = this.#facts.filter(({ kind }) => kind === 'use-case').map(useCaseOf);
    const { dataset, day, licence, networks, entries, seals, sealedThrough } = this.#sums;
    return {
      ...this.#head,
      ...{ sealedThrough, entries, seals, networks },
      statements: this.#statements,
      apps: this.#apps(useCases),
      datasets: sorted(dataset),
      days: sorted(day),
      licences: sorted(licence),
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
      [...this.#sums.byUse]
        .filter((use) => use.app === app && counts(use.useCase))
        .reduce((sum, use) => sum + use.calls, 0);
    const apps = [...sorted(this.#sums.app)].map(([app, sum]): [string, ReportedApp] => [
      app,
      {
        ...sum,
        name: this.#appNames.get(app) ?? null,
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

const sorted = (sums: ReadonlyMap<string, CallSum>): ReadonlyMap<string, CallSum> =>
  new Map([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
