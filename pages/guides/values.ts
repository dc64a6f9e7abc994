/** The values that guides name as `{{name}}`: this deployment's own address, datasets and examples. */
import type { Catalog, Dataset } from '../../shared/domain/catalog/catalog.ts';
import { typeOfField } from '../../shared/domain/catalog/field.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import type { Language } from '../addresses.ts';
import type { DatasetSample, SampleRow } from '../src/site.ts';
import type { Say } from '../src/words.ts';

/** The inputs of the values. `origin` has no slash at the end. */
export type Known = {
  readonly catalog: Catalog;
  readonly samples: Readonly<Record<string, DatasetSample>>;
  readonly origin: string;
  readonly say: Readonly<Record<Language, Say>>;
};

/** Values by name, in a language. Names of things that are not sold are empty. */
export function valuesOf(
  { catalog, samples, origin, say }: Known,
  language: Language,
): Readonly<Record<string, string>> {
  const dataset = catalog.datasets.find(({ timeField }) => timeField !== undefined) ?? catalog.datasets[0];
  const upstream = catalog.upstreams?.find(({ baseUrl }) => baseUrl !== undefined);
  return {
    origin,
    site: textIn(catalog.name, language),
    supportEmail: catalog.supportEmail,
    workingKeys: say[language]('docs.count.keys', { count: catalog.settings.maxKeysPerAccount }),
    evidenceYears: say[language]('docs.count.years', { count: catalog.settings.keepEvidenceYears }),
    graceDays: say[language]('docs.count.days', { count: catalog.settings.graceDays }),
    upstream: upstream?.id ?? '',
    upstreamPath: upstream ? firstPathOf(upstream) : '/',
    ...(dataset && {
      ...ofDataset(dataset, samples[dataset.id]?.rows ?? []),
      firstRecords: say[language]('docs.count.records', { count: dataset.sampleRecords }),
    }),
  };
}

/** The first path of an API that names no value to fill in: `/` where its routes have none. */
export const firstPathOf = ({ routes = [] }: Upstream): string =>
  routes.find(({ path }) => !path.includes('{'))?.path ?? '/';

function ofDataset(dataset: Dataset, rows: readonly SampleRow[]) {
  const names = Object.entries(dataset.fields).map(([name, field]) => ({ name, type: typeOfField(field) }));
  const { textFields = [], timeField = '' } = dataset;
  const text = names.find(({ name, type }) => type === 'string' && !textFields.includes(name))?.name ?? 'id';
  const number = names.find(({ type }) => type === 'integer' || type === 'number')?.name ?? 'id';
  const [value = ''] = commonest(rows.map((row) => String(row[text] ?? '')));
  const first = rows[0] ?? {};
  return {
    dataset: dataset.id,
    field: text,
    value,
    otherValue: rows.map((row) => String(row[text] ?? '')).find((each) => each !== value && each !== '') ?? value,
    number,
    time: timeField,
    word: wordOf(String(first[textFields[0] ?? text] ?? '')),
    id: String(first.id ?? ''),
    day: String(first[timeField] ?? '').slice(0, 10),
    lastDay: String(rows.at(-1)?.[timeField] ?? '').slice(0, 10),
    record: JSON.stringify(first, null, 2),
  };
}

/** Values, the commonest first. */
function commonest(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}

/** The longest plain word of a text: one that people would search for. */
const wordOf = (text: string): string =>
  (text.match(/\p{L}+/gu) ?? []).toSorted((a, b) => b.length - a.length)[0]?.toLowerCase() ?? '';

/** The text with each `{{name}}` in place. Throws on a name that is not known, so that no guide has a hole. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A guide names {{${name}}}, which has no value`);
    return value;
  });
