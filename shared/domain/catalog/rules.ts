/** Rules for a value that a person may have typed: each takes anything and never throws. */
import type { FieldError } from '../../errors.ts';

/** What is wrong with a value: each mistake with the path of its field and what is allowed there. */
export type Rule = (value: unknown, path: string) => FieldError[];

/** A rule with one sentence for all that does not hold. */
export const must =
  (holds: (value: unknown) => boolean, message: string): Rule =>
  (value, field) =>
    holds(value) ? [] : [{ field, message }];

export const shortText = (most = 200): Rule =>
  must(
    (value) => typeof value === 'string' && value.length > 0 && value.length <= most,
    `must be a text of 1 to ${most} characters`,
  );

export const matching = (shape: RegExp, message: string): Rule =>
  must((value) => typeof value === 'string' && shape.test(value), message);

export const mustBeOneOf = (allowed: readonly string[]): Rule =>
  must(
    (value) => typeof value === 'string' && allowed.includes(value),
    `must be one of ${allowed.join(', ') || '(none defined)'}`,
  );

/** The id of something defined elsewhere in the configuration. */
export const known =
  (ids: readonly string[]): Rule =>
  (value, field) =>
    mustBeOneOf(ids)(value, field).map(({ message }) => ({
      field,
      message: typeof value === 'string' ? `"${value}" is not known; it ${message}` : message,
    }));

export const mustBeWholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER): Rule =>
  must(
    (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
    most === Number.MAX_SAFE_INTEGER
      ? `must be a whole number, ${least} or more`
      : `must be a whole number from ${least} to ${most}`,
  );

export const optional =
  (rule: Rule): Rule =>
  (value, path) =>
    value === undefined ? [] : rule(value, path);

export const allOf =
  (...rules: readonly Rule[]): Rule =>
  (value, path) =>
    rules.flatMap((rule) => rule(value, path));

export const listOf =
  (rule: Rule): Rule =>
  (value, path) =>
    Array.isArray(value)
      ? listIn(value).flatMap((each, i) => rule(each, `${path}[${i}]`))
      : [{ field: path, message: 'must be a list, which may be empty' }];

/** An object with these fields and no others: a misspelt limit must not pass for none. */
export function object<T>(rules: { readonly [Field in keyof T]-?: Rule }): Rule {
  const entries = Object.entries<Rule>(rules);
  const allowed = entries.map(([name]) => name);
  return (value, path) => {
    const at = (name: string) => (path ? `${path}.${name}` : name);
    if (!isObject(value)) {
      return [{ field: path || 'default export', message: `must be an object of ${allowed.join(', ')}` }];
    }
    const unknown = Object.keys(value).filter((name) => !allowed.includes(name));
    return [
      ...entries.flatMap(([name, rule]) => rule(value[name], at(name))),
      ...unknown.map((name) => ({ field: at(name), message: `is not known; allowed are ${allowed.join(', ')}` })),
    ];
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value where it is an object, else one without fields. */
export const objectIn = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});

/** The value where it is a list, else an empty one. */
export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? [...value] : []);
