import { operationGroups } from '../shared/http/operation.ts';
import { commonProblems, securitySchemes, usualSecurity } from './authority.ts';
import { type DescribedRoute, describedRoutes } from './described-routes.ts';
import { withFieldTexts } from './field-texts.ts';
import { headersOf } from './headers.ts';
import { hoistedParameters } from './hoist.ts';
import { hoistedSchemas } from './hoist-schemas.ts';
import { operationObject, typesOf } from './operation-object.ts';
import { problemResponses } from './problem-responses.ts';
import type { Schema } from './types-to-schema.ts';
import { viewSchemas } from './view-schemas.ts';

/** An OpenAPI 3.1 document. */
export type OpenApiDocument = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> } & Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/**
 * The readers of a document. `buyers`: what their programs call, as in `/openapi.json`. `members`: what pages call for them too, as in the pages
 * of the reference. `everyone`: the routes of operators too, as in `/openapi/full.json`.
 */
export type Audience = 'buyers' | 'members' | 'everyone';

const isFor: Readonly<Record<Audience, (route: DescribedRoute) => boolean>> = {
  buyers: ({ operation }) => operation.group !== 'operator' && operation.audience === undefined,
  members: ({ operation }) => operation.group !== 'operator',
  everyone: () => true,
};

/**
 * The OpenAPI 3.1 document of this deployment for its readers. Requests come from the schemas that validate them, answers from
 * the types that presenters satisfy, security and refusals from the declared authority. Takes about 1 s.
 */
export function openApiDocument(audience: Audience, name: string): OpenApiDocument {
  const routes = describedRoutes().filter(isFor[audience]);
  const views = viewSchemas(['Problem', ...routes.flatMap(({ operation }) => typesOf(operation))]);
  const paths: Record<string, Record<string, Schema>> = {};
  for (const described of routes) {
    const [method = '', path = ''] = described.route.split(' ');
    const key = path.replace('+}', '}');
    const object = withFieldTexts(operationObject(described, { views: views.of, audience }), described.operation.id);
    const methods = method === 'ANY' ? methodsFor[audience] : [method.toLowerCase()];
    for (const each of methods) {
      const operationId =
        each === 'get' || methods.length === 1 ? object.operationId : `${object.operationId}By${capital(each)}`;
      paths[key] = { ...paths[key], [each]: { ...object, operationId } };
    }
  }
  const groups = new Set(routes.map(({ operation }) => operation.group));
  const hoisted = hoistedParameters(paths);
  const described = Object.fromEntries(
    Object.entries(views.components).map(([name, schema]) => [name, withFieldTexts(schema, name)]),
  );
  const repeated = hoistedSchemas({ paths: hoisted.paths, schemas: described }, listsOfValues);
  return {
    openapi: '3.1.1',
    info: {
      title: name,
      version: '1',
      description: 'Errors are `application/problem+json` (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: '/' }],
    tags: Object.entries(operationGroups)
      .filter(([group]) => groups.has(group as keyof typeof operationGroups))
      .map(([group, description]) => ({ name: group, description })),
    security: usualSecurity,
    paths: repeated.of.paths,
    'x-problem-sets': commonProblems,
    components: {
      parameters: hoisted.parameters,
      schemas: { ...repeated.of.schemas, ...repeated.schemas },
      responses: problemResponses(views.of),
      headers: headersFor(repeated.of.paths),
      securitySchemes,
    },
  };
}

/** The names and descriptions of long lists of values, by their first. */
const listsOfValues = {
  'usage.threshold_reached': { name: 'EventType', description: 'A type of event.' },
};

/** The headers that operations refer to. */
function headersFor(paths: object): Readonly<Record<string, Schema>> {
  const all = Object.assign({}, ...Object.values(headersOf)) as Record<string, Schema>;
  const text = JSON.stringify(paths);
  return Object.fromEntries(Object.entries(all).filter(([name]) => text.includes(`#/components/headers/${name}"`)));
}

/** The methods of a route that takes any: OpenAPI has no word for that, and one stands for all where the text says so. */
const methodsFor = { buyers: ['get'], members: ['get'], everyone: ['get', 'post', 'put', 'patch', 'delete'] } as const;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
