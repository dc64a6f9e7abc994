import type { FieldError } from '../../errors.ts';
import { dataVersions } from './deprecation.ts';
import type { Deprecatable, DeprecatedVersions, Deprecation } from './deprecation-types.ts';
import { allOf, must, mustBeOneOf, object, objectIn, optional, type Rule } from './rules.ts';

const time = must(
  (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  'must be a time in UTC, such as 2027-01-31T00:00:00Z',
);
const page = must(
  (value) => typeof value === 'string' && /^https:\/\/[^\s<>"]+$/.test(value) && URL.canParse(value),
  'must be an address that begins with https://, of the page that says what to use instead',
);

/** RFC 9745, section 4: the sunset may not come before the deprecation. */
const deprecation: Rule = (value, path) => {
  const { at } = objectIn(value);
  const notBefore = must(
    (given) => !(Date.parse(String(given)) < Date.parse(String(at))),
    'must not be before "at": what has stopped working is not deprecated any more',
  );
  return object<Deprecation>({ at: time, sunsetAt: optional(allOf(time, notBefore)), link: page })(value, path);
};

const byName =
  (isName: Rule): Rule =>
  (value, path): FieldError[] =>
    Object.entries(objectIn(value)).flatMap(([name, each]) => [
      ...isName(name, `${path}.${name}`),
      ...deprecation(each, `${path}.${name}`),
    ]);

/** Deprecation of a dataset that has these fields. */
export const deprecatable = (fields: readonly string[]): { readonly [F in keyof Deprecatable]-?: Rule } => ({
  deprecated: optional(deprecation),
  deprecatedFields: optional(byName(mustBeOneOf(fields))),
});

/** Deprecation of versions of `/data`. */
export const deprecatedVersions: { readonly [F in keyof DeprecatedVersions]-?: Rule } = {
  deprecatedVersions: optional(byName(mustBeOneOf(dataVersions))),
};
