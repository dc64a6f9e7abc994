import type { FieldError } from '../../errors.ts';
import type { RateLimit } from '../access/rate-limit.ts';
import type { AccountLimits, CallLimits } from './account-limits.ts';
import { allOf, listIn, listOf, must, mustBeWholeNumber, object, objectIn, optional, type Rule } from './rules.ts';

/** 15 minutes; for longer spans there is the allowance. */
const longestWindowSeconds = 900;

const rateLimit = object<RateLimit>({
  requests: mustBeWholeNumber(1, 1_000_000_000),
  windowSeconds: mustBeWholeNumber(1, longestWindowSeconds),
});

/** Two limits for the same span are a mistake: the looser one would never apply. */
const eachWindowOnce: Rule = (value, path) => {
  const spans = listIn(value).map((each) => objectIn(each).windowSeconds);
  return spans.flatMap((span, i): FieldError[] =>
    typeof span === 'number' && spans.indexOf(span) < i
      ? [{ field: `${path}[${i}].windowSeconds`, message: `${span} is used before; each limit must have its own span` }]
      : [],
  );
};

const callLimits: { readonly [Field in keyof CallLimits]-?: Rule } = {
  rateLimits: optional(allOf(listOf(rateLimit), eachWindowOnce)),
  maxInFlight: optional(mustBeWholeNumber(1)),
};

/** Rules for the limits of a plan or of the settings. */
export const accountLimits: { readonly [Field in keyof AccountLimits]-?: Rule } = {
  ...callLimits,
  perKey: optional(object<CallLimits>(callLimits)),
};

type Known = { readonly datasets: readonly string[]; readonly upstreams: readonly string[] };

const maxWeight = 1_000;

/** A rule for weights: each key names all datasets or upstreams, or a configured one. */
export const weights = ({ datasets, upstreams }: Known): Rule => {
  const endpoints = [
    ...['records', 'counts'].flatMap((kind) => [kind, ...datasets.map((id) => `${kind}:${id}`)]),
    ...['gateway', ...upstreams.map((id) => `gateway:${id}`)],
  ];
  const isEndpoint = must(
    (name) => endpoints.includes(String(name)),
    `is no endpoint; allowed are ${endpoints.join(', ')}`,
  );
  const isObject = must(
    (value) => Object.keys(objectIn(value)).length > 0,
    'must be weights by endpoint, such as { counts: 5 }; leave it out for none',
  );
  return (value, path) => [
    ...isObject(value, path),
    ...Object.entries(objectIn(value)).flatMap(([name, weight]) => [
      ...isEndpoint(name, `${path}.${name}`),
      ...mustBeWholeNumber(0, maxWeight)(weight, `${path}.${name}`),
    ]),
  ];
};
