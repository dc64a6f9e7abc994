import { canonical, sha256Hex } from './bytes.ts';
import type { EntriesResult } from './entries-job.ts';
import { type Pack, readLines, signedBody } from './folder.ts';
import type { CheckedLeaf } from './seals.ts';

type StatementBody = {
  readonly id: string;
  readonly organization: string;
  readonly day: string;
  readonly leaves: { readonly from: number; readonly to: number; readonly last: string };
  readonly entries: number;
  readonly totals: readonly { readonly app: string; readonly dataset: string; readonly day: string }[];
  /** Absent in a statement of many places, which has the number and hash of their lines instead. */
  readonly places?: readonly { readonly instance: string; readonly segment: number }[];
  readonly placesCount?: number;
  readonly placesSha256?: string;
};

/** The leaves of a pack, and what a worker found in the entries of each, by sequence. */
export type Sealed = {
  readonly leaves: readonly CheckedLeaf[];
  readonly bySeq: ReadonlyMap<number, EntriesResult>;
};

/** Statements are signed, and say what the entries say. Answers how many, and how many of them are sealed. */
export function checkStatements(pack: Pack, sealed: Sealed) {
  const file = 'statements.ndjson';
  const facts = new Set([...sealed.bySeq.values()].flatMap(({ facts: all }) => all.map(({ line }) => line)));
  const texts = new Set<string>();
  for (const { line, value } of readLines(pack, file)) {
    const signed = signedBody(pack, value, { name: 'statement', use: 'seals' });
    const body = (value.statement ?? {}) as StatementBody;
    const faults = 'fault' in signed ? [`it is not valid: ${signed.fault}`] : statementFaults(pack, body, sealed);
    for (const text of faults)
      pack.findings.add({
        code: 'statement',
        text: `the statement of ${body.day}: ${text}`,
        file,
        line,
        entry: body.id,
      });
    texts.add(canonical(body));
  }
  for (const { facts: all, job } of sealed.bySeq.values())
    for (const { line, at, fact } of all)
      if (fact.kind === 'statement' && !texts.has(line))
        pack.findings.add({
          code: 'statement.unlisted',
          text: `the sealed statement ${fact.id} is not in ${file}`,
          file: job.file,
          line: at,
          entry: fact.id,
        });
  return { statements: texts.size, sealed: [...texts].filter((text) => facts.has(text)).length };
}

/** Why a statement contradicts the leaves and entries of the pack. One whose leaves lie before the pack is checked by its signature. */
export function statementFaults(pack: Pack, statement: StatementBody, { leaves, bySeq }: Sealed): string[] {
  const { from, to, last } = statement.leaves ?? {};
  const [first, end] = [leaves[0]?.seq, leaves.at(-1)?.seq];
  if (statement.organization !== pack.manifest.organization) return [`it is of ${statement.organization}`];
  const isAfter = `${statement.day}T23:00:00.000Z` >= pack.manifest.to;
  if (end === undefined || to > end)
    return isAfter ? [] : [`it names leaf ${to}, and the pack ends at leaf ${end ?? 'none'}`];
  if (to < (first ?? 0)) return [];
  const faults = leaves.find(({ seq }) => seq === to)?.hash === last ? [] : [`leaf ${to} is not the one that it names`];
  if (from < (first ?? 0)) {
    const isWithin = `${statement.day}T00:00:00.000Z` >= pack.manifest.from;
    return isWithin ? [...faults, `it names leaf ${from}, and the pack begins at leaf ${first}`] : faults;
  }
  const results = [...bySeq].filter(([seq]) => seq >= from && seq <= to).map(([, result]) => result);
  const entries = results.reduce((sum, { count }) => sum + count, 0);
  if (entries !== statement.entries) faults.push(`it counts ${statement.entries} entries, and there are ${entries}`);
  faults.push(
    ...difference(statement.totals, totalsOf(results), ({ app, dataset, day }) => `${app}, ${dataset}, ${day}`),
  );
  return [...faults, ...placesFaults(statement, placesFound(results))];
}

/** Places stand in the statement, or their number and the hash of their lines, which is SHA-256 of the canonical lines in order. */
function placesFaults({ places, placesCount, placesSha256 }: StatementBody, found: readonly Place[]): string[] {
  if (places !== undefined || placesSha256 === undefined)
    return difference(places ?? null, found, ({ instance, segment }) => `${instance}/${segment}`);
  if (placesCount !== found.length) return [`it counts ${placesCount} places, and there are ${found.length}`];
  const inOrder = [...found].sort((a, b) =>
    a.instance === b.instance ? a.segment - b.segment : a.instance < b.instance ? -1 : 1,
  );
  const lines = inOrder.map((place) => `${canonical(place)}\n`).join('');
  return sha256Hex(lines) === placesSha256 ? [] : ['its hash of places is not that of the places of the entries'];
}

type Place = { readonly instance: string; readonly segment: number; readonly entries: number };

function totalsOf(results: readonly EntriesResult[]) {
  const totals = new Map<
    string,
    { app: string; dataset: string; day: string; calls: number; records: number; units: number }
  >();
  for (const { names, calls, records, units } of results.flatMap((result) => result.totals)) {
    const { app, dataset, day } = names;
    const key = JSON.stringify([app, dataset, day]);
    const total = totals.get(key) ?? { app, dataset, day, calls: 0, records: 0, units: 0 };
    totals.set(key, total);
    total.calls += calls;
    total.records += records;
    total.units += units;
  }
  return [...totals.values()];
}

const placesFound = (results: readonly EntriesResult[]): Place[] =>
  results.flatMap(({ places }) => places.map(([instance, segment, entries]) => ({ instance, segment, entries })));

/** The first thing in which two lists of the same things differ, apart from their order. */
function difference<T>(stated: readonly T[] | null, found: readonly T[], nameOf: (item: T) => string): string[] {
  if (!Array.isArray(stated)) return ['it is no statement of version 1'];
  const left = new Map(stated.map((item) => [nameOf(item), canonical(item)]));
  const right = new Map(found.map((item) => [nameOf(item), canonical(item)]));
  const names = [...new Set([...left.keys(), ...right.keys()])];
  const name = names.find((each) => left.get(each) !== right.get(each));
  if (name === undefined) return left.size === stated.length ? [] : ['it names one thing twice'];
  return [`for ${name} it says ${left.get(name) ?? 'nothing'}, and the entries say ${right.get(name) ?? 'nothing'}`];
}
