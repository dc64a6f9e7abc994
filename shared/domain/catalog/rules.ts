/** Rules for values that a person typed: each takes any value and never throws. */
import type { FieldError } from '../../errors.ts';
import type { Translated } from './localized.ts';

/** Checks a value: each mistake has the path of its field and says what is allowed there. */
export type Rule = (value: unknown, path: string) => FieldError[];

/** A rule that says `message` for every value that does not hold. */
export const must =
  (holds: (value: unknown) => boolean, message: string): Rule =>
  (value, field) =>
    holds(value) ? [] : [{ field, message }];

/** A text of 1 to `max` characters. */
export const shortText = (max = 200): Rule =>
  must(
    (value) => typeof value === 'string' && value.length > 0 && value.length <= max,
    `must be a text of 1 to ${max} characters`,
  );

/** A text of 1 to `max` characters for everybody, or one in each language. */
export const localizedText =
  (max = 200): Rule =>
  (value, path) => {
    const text = shortText(max);
    if (typeof value === 'string') return text(value, path);
    if (isObject(value)) return object<Translated>({ en: text, ar: text })(value, path);
    return [
      { field: path, message: `must be a text of 1 to ${max} characters, or { en: '…', ar: '…' } with one each` },
    ];
  };

/** A text that matches `shape`. */
export const matching = (shape: RegExp, message: string): Rule =>
  must((value) => typeof value === 'string' && shape.test(value), message);

/** One of these texts. */
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

/** A safe integer from `least` to `max`, both inclusive. */
export const mustBeWholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER): Rule =>
  must(
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    max === Number.MAX_SAFE_INTEGER
      ? `must be a whole number, ${min} or more`
      : `must be a whole number from ${min} to ${max}`,
  );

/** Passes undefined, and checks any other value by `rule`. */
export const optional =
  (rule: Rule): Rule =>
  (value, path) =>
    value === undefined ? [] : rule(value, path);

/** Every mistake that any of the rules finds. */
export const allOf =
  (...rules: readonly Rule[]): Rule =>
  (value, path) =>
    rules.flatMap((rule) => rule(value, path));

/** A list, each of whose items passes `rule`. */
export const listOf =
  (rule: Rule): Rule =>
  (value, path) =>
    Array.isArray(value)
      ? listIn(value).flatMap((each, i) => rule(each, `${path}[${i}]`))
      : [{ field: path, message: 'must be a list, which may be empty' }];

/** An object with these fields and no others: a misspelt limit must not pass for no limit. */
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

/** The id of something that the configuration defines. */
export const configuredId: Rule = must(
  (value) => typeof value === 'string' && /^[a-z][a-z0-9_]{0,62}$/.test(value) && value !== 'counts',
  'must be lower-case letters, digits and "_", starting with a letter, and not "counts"',
);

/** A text of 1 to 1,000 characters, such as a description, for everybody or in each language. */
export const longText: Rule = localizedText(1_000);

/** The ids of the objects in a list. */
export const idsOf = (list: unknown): string[] =>
  listIn(list).flatMap((each) => {
    const { id: given } = objectIn(each);
    return typeof given === 'string' ? [given] : [];
  });
