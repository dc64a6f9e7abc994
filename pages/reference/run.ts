/** Finds the operations that a page of the reference can run, and what it has to ask for. */
import { maxLimit } from '../../shared/domain/datasets/query.ts';
import type { Field, ReferenceAnswer, ReferenceOperation, RunField, RunForm } from './model.ts';

/** Run over a table of records stands beside these. */
const withRecords = ['readSample', 'readRecords'];

/** The most records that an answer is charged with a live key. Other operations are free. Source: decisions 0024 and 0101. */
const mostCharged: Readonly<Record<string, number>> = { readRecord: 1, countRecords: maxLimit };

/** The values that fields start with, by name: a dataset, one of its records, and a field to count by. `datasets` are those to choose from. */
export type RunStart = { readonly values: Readonly<Record<string, string>>; readonly datasets: readonly string[] };

type Found = Pick<ReferenceOperation, 'id' | 'method' | 'path' | 'needs'> & {
  readonly inPath: readonly Field[];
  readonly inQuery: readonly Field[];
  readonly answers: readonly ReferenceAnswer[];
};

/** The form that runs an operation: of those that read and answer JSON first. Null for a page, and for a change, whose command is shown instead. */
export function runFormOf(found: Found, start: RunStart): RunForm | null {
  const { id, method, path, needs, inPath, inQuery, answers } = found;
  const isJson = answers.some(({ status, mediaTypes }) => /^2/.test(status) && mediaTypes[0] === 'application/json');
  const isForwarded = path.startsWith('/gateway/');
  if (method !== 'GET' || !isJson || isForwarded || withRecords.includes(id)) return null;
  const fields = [
    ...inPath.map((field) => runFieldOf(field, 'path', start)),
    ...inQuery.filter(({ name }) => name !== 'filters').map((field) => runFieldOf(field, 'query', start)),
  ];
  return { path, needs, fields, most: mostCharged[id] ?? 0 };
}

function runFieldOf(
  { name, kind, isRequired }: Field,
  place: RunField['place'],
  { values, datasets }: RunStart,
): RunField {
  const isNumber = kind.name === 'integer' || kind.name === 'number';
  const choices = name === 'dataset' ? datasets : kind.values;
  const isFilled = isRequired && (place === 'path' || name === 'by');
  return { name, place, isRequired, isNumber, choices, start: isFilled ? (values[name] ?? '') : '' };
}
