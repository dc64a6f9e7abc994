import * as z from 'zod';
import { nothingElse } from '../shared/http/body.ts';
import { reasonOfChange } from '../shared/http/guard.ts';
import type { AnswerContent, AnswerHeader, Operation, Parameter, Parameters } from '../shared/http/operation.ts';
import { rolesOf, securityOf } from './authority.ts';
import type { DescribedRoute } from './described-routes.ts';
import { headersOf } from './headers.ts';
import { pathParameters } from './path-parameters.ts';
import { requestSchema } from './request-schemas.ts';
import type { Schema } from './types-to-schema.ts';

/** TypeScript's own words, which are no types of `views.ts`. */
const binary = { type: 'string', format: 'binary' };

/** The content of an answer by media type. */
export const contentsOf = (answer: AnswerContent): Readonly<Record<string, string>> =>
  answer === null ? {} : typeof answer === 'string' ? { 'application/json': answer } : answer;

/** The schemas of answers by type expression, and the readers of the document. */
export type Around = {
  readonly views: ReadonlyMap<string, Schema>;
  readonly audience: 'buyers' | 'members' | 'everyone';
};

/** The type expressions of an operation's answers. */
export const typesOf = ({ answers }: Operation): string[] =>
  Object.values(answers)
    .flatMap((answer) => Object.values(contentsOf(answer)))
    .filter((type) => type !== 'binary');

/** The Operation Object of OpenAPI 3.1. `x-problems` lists the codes of its refusals, `x-roles` the roles that may call it. */
export function operationObject({ route, authority, operation }: DescribedRoute, { views, audience }: Around): Schema {
  const { id, group, summary, description, answers, problems = [] } = operation;
  const body = bodyOf({ route, authority, operation });
  const security = securityOf(authority.callers);
  const roles = rolesOf(authority.callers);
  const parameters = parametersOf(route, { ...operation, query: queryOf({ route, authority, operation }) });
  return {
    operationId: id,
    tags: [group],
    summary,
    ...(description !== undefined && { description }),
    ...(security && { security }),
    ...(roles && { 'x-roles': roles }),
    ...(authority.presence && { 'x-presence': true }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBody(body) }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          responseObject(Number(status), answer, { operation, views, audience }),
        ]),
      ),
      default: { $ref: `#/components/responses/${operation.passesOn ? 'Passed' : 'Problem'}` },
    },
    ...(problems.length > 0 && { 'x-problems': problems }),
  };
}

/** The query of a route; an operator's deletion has its reason there, since the content of a DELETE means nothing. */
export function queryOf({ route, authority: { callers }, operation: { query = {} } }: DescribedRoute): Parameters {
  const needsReason = typeof callers === 'object' && 'operators' in callers && route.startsWith('DELETE ');
  if (!needsReason) return query;
  const { description, ...schema } = requestSchema(reasonOfChange);
  return { ...query, reason: { description: String(description), schema, required: true } };
}

function parametersOf(route: string, { path = {}, query = {}, headers = {} }: Operation): Schema[] {
  const inPath = [...route.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => {
    const parameter = path[name] ?? pathParameters[name];
    if (!parameter) throw new Error(`${route}: the parameter ${name} has no description`);
    return parameterObject('path', name, { ...parameter, required: true });
  });
  const others = (place: string, parameters: Parameters) =>
    Object.entries(parameters).map(([name, each]) => parameterObject(place, name, each));
  return [...inPath, ...others('query', query), ...others('header', headers)];
}

const parameterObject = (
  place: string,
  name: string,
  { description, schema = { type: 'string' }, required, example }: Parameter,
): Schema => ({
  name,
  in: place,
  ...(required && { required }),
  description,
  schema,
  ...(example !== undefined && { example }),
});

/** The route's own body, and for a change of an operator's the reason beside it. */
function bodyOf({ route, authority, operation: { body } }: DescribedRoute): Operation['body'] {
  const { callers } = authority;
  const needsReason = typeof callers === 'object' && 'operators' in callers && !/^(GET|DELETE) /.test(route);
  if (!needsReason) return body;
  const own = body ?? nothingElse;
  if (!(own instanceof z.ZodObject)) throw new Error(`${route}: a reason needs an object`);
  return own.extend({ reason: reasonOfChange });
}

/** The schema of the JSON that a route takes; undefined for none, and for other media types. */
export function bodySchemaOf(described: DescribedRoute): z.ZodType | undefined {
  const body = bodyOf(described);
  return body instanceof z.ZodType ? body : undefined;
}

function requestBody(body: NonNullable<Operation['body']>): Schema {
  const schemas = body instanceof z.ZodType ? { 'application/json': body } : body;
  const content = Object.fromEntries(
    Object.entries(schemas).map(([type, schema]) => [type, { schema: requestSchema(schema as z.ZodType) }]),
  );
  return { required: true, content };
}

const phrases: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted: it is done later.',
  204: 'Done.',
  303: 'The answer is at another address.',
  304: 'Nothing changed since the answer that you have.',
  400: 'The query is not valid, as a page for browsers.',
  404: 'Not found, as a page for browsers.',
};

type Answered = Around & { readonly operation: Operation };

/** Headers that the public document leaves out, to stay small: the text about the group of the operation names them. */
const onlyInFull: readonly AnswerHeader[] = ['version', 'freshness', 'cache'];

function responseObject(status: number, answer: AnswerContent, { operation, views, audience }: Answered): Schema {
  const content = Object.entries(contentsOf(answer)).map(([type, name]) => [
    type,
    { schema: name === 'binary' ? binary : views.get(name) },
  ]);
  const all = status !== 304 ? (operation.answerHeaders ?? []) : [];
  const kinds = audience === 'everyone' ? all : all.filter((kind) => !onlyInFull.includes(kind));
  const headers = Object.assign({}, ...kinds.map((kind) => headersOf[kind])) as Record<string, unknown>;
  const names = Object.keys(headers);
  return {
    description: phrases[status] ?? '',
    ...(names.length > 0 && {
      headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    }),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}
