import path from 'node:path';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { AddArguments } from './arguments.ts';

type Described = Omit<Dataset, 'licence'>;

/** The id that a file's name suggests. */
export const idOf = (file: string): string =>
  path
    .parse(file)
    .name.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_\d]+|_+$/g, '');

/** The dataset as its fields and the arguments describe it. Pages are ordered by a time field: the first one, unless `--time` names another. */
export function describe(given: AddArguments, id: string, fields: Dataset['fields']): Described {
  const times = Object.keys(fields).filter((name) => fields[name] === 'timestamp' || fields[name] === 'date');
  const timeField = given.time ?? times[0];
  const title = given.title ?? id.charAt(0).toUpperCase() + id.slice(1).replaceAll('_', ' ');
  return {
    id,
    title,
    description: given.description ?? `${title}.`,
    source: given.source ?? `The file ${path.basename(given.file)}.`,
    synthetic: given.synthetic,
    fields,
    ...(timeField === undefined ? {} : { timeField }),
    ...(given.search.length > 0 ? { textFields: given.search } : {}),
    sampleRecords: given.sample,
  };
}

/** Prints the fields that were found, one a line. */
export function show(say: (line: string) => void, { id, fields, timeField }: Described, count: number): void {
  const width = Math.max(...Object.keys(fields).map((name) => name.length));
  say(`${id}: ${count} ${count === 1 ? 'record' : 'records'}, each with an id of its own, and these fields:`);
  for (const [name, type] of Object.entries(fields))
    say(`  ${name.padEnd(width)}  ${type}${name === timeField ? ', which orders pages (--time names another)' : ''}`);
}
