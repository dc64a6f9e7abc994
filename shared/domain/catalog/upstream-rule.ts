import {
  known,
  listIn,
  listOf,
  localizedText,
  longText,
  matching,
  must,
  mustBeOneOf,
  mustBeWholeNumber,
  object,
  objectIn,
  optional,
  type Rule,
} from './rules.ts';
import { methods, type Upstream, type UpstreamRoute } from './upstream.ts';

/** Headers that Tollgate sets or that belong to one connection (RFC 9110, section 7.6.1). No configuration may forward them. */
const ownHeaders =
  /^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|via|content-(length|encoding)|accept-encoding|cookie2?|set-cookie2?|authorization|forwarded|true-client-ip|x-request-id|x-real-ip|link|ratelimit.*|(proxy|x-forwarded|x-amzn?|cloudfront|tollgate|x-tollgate|access-control|sec)-.*)$/;

const headerName = matching(/^[a-z][a-z0-9-]{0,62}$/, 'must be a header name in lower case');
const travels = (allowed: readonly string[] = []): Rule =>
  must(
    (name) =>
      typeof name === 'string' &&
      /^[a-z][a-z0-9-]{0,62}$/.test(name) &&
      (allowed.includes(name) || !ownHeaders.test(name)),
    'must be a header name in lower case, and none of those that are ours or a connection’s (authorization, cookie, host, x-forwarded-…)',
  );

/** The operator's header may carry credentials; the caller's own credentials are never forwarded. */
const secretHeader = travels(['authorization']);

const method = mustBeOneOf(methods);
const units = mustBeWholeNumber(1, 100_000);
const timeoutMs = mustBeWholeNumber(100, 28_000);
const path = matching(
  /^(?=\/)(\/([A-Za-z0-9._~-]+|\{\w+\}))*(\/(\{\w+\+\})?)?$/,
  'must be a path such as /trends/{brand}, with {rest+} at the end only',
);
const jsonPath = matching(
  /^\$(\.[A-Za-z_][\w-]{0,62}){1,10}$/,
  'must be a path such as $.usage.units or $.items.length: "$" and names, each after a dot',
);

const cost: Rule = (value, field) => {
  const given = objectIn(value);
  const kinds = ['per', 'header', 'jsonPath'].filter((kind) => kind in given);
  if (kinds.length !== 1) {
    return [
      { field, message: "must be one of { per: 'request' }, { header: 'x-cost' } and { jsonPath: '$.items.length' }" },
    ];
  }
  if (kinds[0] === 'header') return object<{ header: string }>({ header: headerName })(value, field);
  if (kinds[0] === 'jsonPath') return object<{ jsonPath: string }>({ jsonPath })(value, field);
  return object<{ per: 'request'; units?: number }>({ per: mustBeOneOf(['request']), units: optional(units) })(
    value,
    field,
  );
};

const baseUrl = must(
  isBaseUrl,
  'must be https://host or https://host/prefix, with no user, query, fragment or slash at the end',
);

function isBaseUrl(value: unknown): boolean {
  if (typeof value !== 'string' || value.endsWith('/') || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash, href } = new URL(value);
  return protocol === 'https:' && !username && !password && !search && !hash && [value, `${value}/`].includes(href);
}

/** The most that may be reserved must cover the least that a call costs. */
const covers = (costs: unknown): Rule => {
  const { units: each = 1 } = objectIn(costs);
  const least = Number.isSafeInteger(each) ? Number(each) : 1;
  return must(
    (maxUnits) => typeof maxUnits === 'number' && maxUnits >= least,
    `must be at least what a request costs, ${least}`,
  );
};

const route =
  (defaults: Readonly<Record<string, unknown>>): Rule =>
  (value, field) => {
    const { cost: own, maxUnits } = objectIn(value);
    const covered = covers(own ?? defaults.cost)(maxUnits ?? defaults.maxUnits, `${field}.maxUnits`);
    return [
      ...object<UpstreamRoute>({
        path,
        methods: optional(listOf(method)),
        cost: optional(cost),
        maxUnits: optional(units),
        timeoutMs: optional(timeoutMs),
      })(value, field),
      ...covered,
    ];
  };

/** A rule for an upstream under one of these licences. */
export const upstream =
  ({ id, licences }: { readonly id: Rule; readonly licences: readonly string[] }): Rule =>
  (value, field) => {
    const given = objectIn(value);
    const costs = [given.cost, ...listIn(given.routes).map((each) => objectIn(each).cost)].map(objectIn);
    const isFixed = costs.every((each) => !('header' in each) && !('jsonPath' in each));
    const needsFixedCost = must(() => isFixed, 'needs a cost per request: the authorizer never sees the answer');
    const needsBase = must(() => given.baseUrl !== undefined, 'needs a baseUrl beside it');
    return [
      ...object<Upstream>({
        id,
        title: localizedText(),
        description: longText,
        licence: known(licences),
        baseUrl: optional(baseUrl),
        testBaseUrl: optional(baseUrl),
        allowMethods: optional(listOf(method)),
        allowHeaders: optional(listOf(travels())),
        allowAnswerHeaders: optional(listOf(travels())),
        secretHeader: optional(secretHeader),
        timeoutMs,
        cost,
        maxUnits: units,
        routes: optional(listOf(route(given))),
        guards: optional(
          listOf(matching(/^[a-z0-9]{10}$/, 'must be the id of an API of API Gateway, such as a1b2c3d4e5')),
        ),
      })(value, field),
      ...covers(given.cost)(given.maxUnits, `${field}.maxUnits`),
      ...optional(needsFixedCost)(given.guards, `${field}.guards`),
      ...['testBaseUrl', 'secretHeader'].flatMap((name) => optional(needsBase)(given[name], `${field}.${name}`)),
    ];
  };
