import type { EntriesResult } from './entries-job.ts';
import type { Finding } from './finding.ts';
import type { Manifest, Pack } from './folder.ts';

type Counts = Readonly<Record<string, number>>;

/** The outcome. `ok`: all that was checked holds. */
export type Verdict = {
  readonly ok: boolean;
  readonly manifest: Omit<Manifest, 'files'>;
  readonly signer: string;
  readonly pinned: boolean;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  /** All findings, those that are not listed too. */
  readonly found: number;
  readonly notes: readonly string[];
  readonly apps: readonly AppSummary[];
};

/** The calls of an app by its use cases; null: calls without a declared use case. */
export type AppSummary = {
  readonly app: string;
  /** As the pack names it; names are not sealed. */
  readonly name: string | null;
  readonly calls: number;
  readonly units: number;
  readonly undeclared: number;
  /** Calls under a use case that declares government end users. */
  readonly government: number;
  /** Calls outside of that declaration, where the app has one. */
  readonly besideGovernment: number;
};

type UseCaseFact = {
  readonly kind: string;
  readonly id: string;
  readonly app?: unknown;
  readonly government?: unknown;
};

/** The apps that called, by their ids. */
export function appsOf(
  results: readonly EntriesResult[],
  facts: readonly UseCaseFact[],
  appNames: ReadonlyMap<string, string> = new Map(),
): AppSummary[] {
  const governing = facts.filter(({ kind, government }) => kind === 'use-case' && government === true);
  const governed = new Set(governing.map(({ id }) => id));
  const hasDeclared = new Set(governing.map(({ app }) => app));
  const apps = new Map<string, { -readonly [name in keyof AppSummary]: AppSummary[name] }>();
  for (const { names, calls, units } of results.flatMap(({ totals }) => totals)) {
    const { app, useCase } = names;
    const summary = apps.get(app) ?? {
      app,
      name: appNames.get(app) ?? null,
      calls: 0,
      units: 0,
      undeclared: 0,
      government: 0,
      besideGovernment: 0,
    };
    apps.set(app, summary);
    summary.calls += calls;
    summary.units += units;
    if (useCase === null) summary.undeclared += calls;
    if (useCase !== null && governed.has(useCase)) summary.government += calls;
    else if (hasDeclared.has(app)) summary.besideGovernment += calls;
  }
  return [...apps.values()].toSorted((a, b) => (a.app < b.app ? -1 : 1));
}

/** The numbers of the entries, beside those that the checks counted. */
export function countsOf(pack: Pack, checked: Counts, results: readonly EntriesResult[]): Counts {
  const sum = (of: (result: EntriesResult) => number) => results.reduce((all, each) => all + of(each), 0);
  return {
    files: Object.keys(pack.manifest.files).length,
    entries: sum(({ count }) => count),
    signedRequests: sum(({ signatures }) => signatures.length),
    recordLists: sum(({ lists }) => lists.known),
    recordHashes: sum(({ lists }) => lists.possible),
    ...checked,
  };
}

/** The verdict over the findings of a pack. */
export function verdictOf(pack: Pack, pinned: readonly string[], more: Pick<Verdict, 'counts' | 'apps'>): Verdict {
  const { files: _, ...manifest } = pack.manifest;
  const { all, count, notes } = pack.findings;
  const ok = count === 0;
  return { ok, manifest, signer: pack.signer, pinned: pinned.length > 0, findings: all, found: count, notes, ...more };
}
