import type { FieldError } from '../../errors.ts';
import type { Dataset } from '../catalog/catalog.ts';
import { type FieldType, typeOfField } from '../catalog/field.ts';
import { maxValueChars, parseValue, type Scalar } from './values.ts';

/** The comparisons of a filter, as in `price[gte]=5`. */
export type Comparison = 'gte' | 'gt' | 'lte' | 'lt' | 'prefix';

/** `in`: equal to any of the values. No condition is met by a field without a value. */
export type FilterCondition =
  | { readonly field: string; readonly op: 'in'; readonly values: readonly Scalar[] }
  | { readonly field: string; readonly op: Comparison; readonly value: Scalar };

/** All conditions hold, and every word occurs in one of the dataset's text fields, whatever its case. */
export type Filters = { readonly conditions: readonly FilterCondition[]; readonly words: readonly string[] };

/** A parsed query, or all mistakes in it. */
export type Parsed<T> =
  | { readonly ok: true; readonly query: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const maxParameters = 100;
const maxWords = 20;
const shownChars = 60;

const comparisons: Readonly<Record<FieldType, readonly Comparison[]>> = {
  string: ['gte', 'gt', 'lte', 'lt', 'prefix'],
  integer: ['gte', 'gt', 'lte', 'lt'],
  number: ['gte', 'gt', 'lte', 'lt'],
  boolean: [],
  date: ['gte', 'gt', 'lte', 'lt'],
  timestamp: ['gte', 'gt', 'lte', 'lt'],
};

/** The type of a field of the dataset or of `id`; undefined where there is no such field. */
export function fieldType(dataset: Dataset, name: string): FieldType | undefined {
  if (name === 'id') return 'string';
  const field = Object.hasOwn(dataset.fields, name) ? dataset.fields[name] : undefined;
  return field && typeOfField(field);
}

/** `id` first, then the fields in the order of the catalogue. */
export const fieldNames = (dataset: Dataset): readonly string[] => ['id', ...Object.keys(dataset.fields)];

/** Input as an error may repeat it: quoted and cut. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > shownChars ? `${text.slice(0, shownChars)}…` : text);

type Step = { readonly condition: FilterCondition } | { readonly words: readonly string[] } | FieldError;

const refuse = (field: string, message: string): FieldError => ({ field: field.slice(0, shownChars), message });

function equality(name: string, type: FieldType, texts: readonly string[]): Step {
  const values: Scalar[] = [];
  for (const text of texts) {
    const parsed = parseValue(type, text);
    if (!parsed.ok) return refuse(name, `${name} takes ${parsed.allowed}, not ${shown(text)}.`);
    values.push(parsed.value);
  }
  return { condition: { field: name, op: 'in', values: [...new Set(values)] } };
}

function comparison(parameter: string, target: { field: string; op: Comparison; type: FieldType }, text: string): Step {
  const parsed = parseValue(target.type, text);
  if (!parsed.ok) return refuse(parameter, `${parameter} takes ${parsed.allowed}, not ${shown(text)}.`);
  return { condition: { field: target.field, op: target.op, value: parsed.value } };
}

function search(text: string): Step {
  const words = [...new Set(text.split(/\s+/).filter((word) => word !== ''))];
  const fits = words.length > 0 && words.length <= maxWords && text.length <= maxValueChars;
  if (fits) return { words };
  return refuse('q', `q takes 1 to ${maxWords} words, in at most ${maxValueChars} characters.`);
}

function unknown(dataset: Dataset, name: string, others: readonly string[]): FieldError {
  const parameters = [
    ...(dataset.textFields?.length ? ['q'] : []),
    ...(dataset.timeField === undefined ? [] : ['from', 'to']),
    ...others,
  ];
  const list = [...fieldNames(dataset), ...parameters].join(', ');
  return refuse(name, `Unknown parameter ${shown(name)}. Allowed: ${list}.`);
}

function operator(parameter: string, target: { field: string; op: string; type: FieldType }, text: string): Step {
  const ops = comparisons[target.type];
  const op = ops.find((known) => known === target.op);
  if (op !== undefined) return comparison(parameter, { ...target, op }, text);
  const forms = ['=', ...ops.map((known) => `[${known}]=`)].map((form) => `${target.field}${form}…`).join(', ');
  return refuse(parameter, `${target.field} (${target.type}) does not support ${shown(target.op)}. Allowed: ${forms}.`);
}

function step(dataset: Dataset, name: string, texts: readonly string[]): Step | undefined {
  const [text = ''] = texts;
  const { timeField } = dataset;
  const timeType = timeField === undefined ? undefined : fieldType(dataset, timeField);
  if (name === 'q' && dataset.textFields?.length) return search(text);
  if ((name === 'from' || name === 'to') && timeField !== undefined && timeType !== undefined)
    return comparison(name, { field: timeField, op: name === 'from' ? 'gte' : 'lt', type: timeType }, text);
  const [, field = name, op] = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name) ?? [];
  const type = fieldType(dataset, field);
  if (type === undefined) return undefined;
  return op === undefined ? equality(name, type, texts) : operator(name, { field, op, type }, text);
}

/**
 * Parses the filters among the parameters. `others` are parameters that the caller parses itself. An error is any other parameter, one
 * given twice (except equality, where that means any of), or a value that its field cannot have.
 */
export function parseFilters(
  dataset: Dataset,
  params: URLSearchParams,
  others: readonly string[],
): { readonly filters: Filters; readonly errors: readonly FieldError[] } {
  const conditions: FilterCondition[] = [];
  const words: string[] = [];
  if (params.size > maxParameters) {
    const message = `A query takes at most ${maxParameters} parameters and values. This one has ${params.size}.`;
    return { filters: { conditions, words }, errors: [{ field: 'query', message }] };
  }
  const errors: FieldError[] = [];
  for (const name of new Set(params.keys())) {
    const texts = params.getAll(name);
    if (texts.length > 1 && fieldType(dataset, name) === undefined) {
      errors.push(refuse(name, `${shown(name)} was sent ${texts.length} times. Send it once.`));
    } else if (!others.includes(name)) {
      const result = step(dataset, name, texts) ?? unknown(dataset, name, others);
      if ('condition' in result) conditions.push(result.condition);
      else if ('words' in result) words.push(...result.words);
      else errors.push(result);
    }
  }
  return { filters: { conditions, words }, errors };
}
