import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { functions } from '../../infra/functions.ts';
import arabic from '../../openapi/ar.json' with { type: 'json' };
import { openApiDocument } from '../../openapi/document.ts';
import { documentInArabic } from '../../openapi/document-in-arabic.ts';

const documents = {
  buyers: openApiDocument('buyers', 'Shop'),
  members: openApiDocument('members', 'Shop'),
  everyone: openApiDocument('everyone', 'Shop'),
} as const;
type Audience = keyof typeof documents;
const audiences = Object.keys(documents) as Audience[];

const declared = Object.values(functions).flatMap(({ routes }) =>
  routes === undefined || routes === '$default' ? [] : Object.keys(routes),
);
const anyMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const operationsOf = (audience: Audience) =>
  Object.entries(documents[audience].paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );

/** Rules of the linter that do not fit: refusals share one answer, and the public document has every scheme of the full one. */
const off = {
  'operation-4xx-response': 'off',
  'no-unused-components': 'off',
  'no-ambiguous-paths': 'off',
  'info-license': 'off',
} as const;

async function problemsIn(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'], rules: off });
  const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: '/openapi.json', config });
  return found.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

/** Every summary and description of a document. */
function textsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'string' && (key === 'description' || key === 'summary') ? [each] : textsOf(each),
  );
}

/** Fields, parameters and components without a description, by their place. */
function undescribedIn(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { properties, parameters, schemas } = value as Record<string, Record<string, { description?: string }>>;
  const named = [properties, parameters, schemas].flatMap((all) =>
    all && typeof all === 'object' ? Object.entries(all) : [],
  );
  const own = named.filter(([, each]) => !each.description && !('$ref' in each)).map(([name]) => `${place}/${name}`);
  return [...own, ...Object.entries(value).flatMap(([name, each]) => undescribedIn(each, `${place}/${name}`))];
}

describe('the OpenAPI documents', () => {
  it.each(audiences)('for %s pass an independent validator', async (audience) => {
    expect(await problemsIn(documents[audience])).toEqual([]);
  });

  it('would not pass it with a field that is no field, an operation without its parameter, or a reference to nothing', async () => {
    const broken = [
      ['"operationId":"listKeys"', '"operationID":"listKeys"'],
      ['"in":"path"', '"in":"query"'],
      ['#/components/schemas/Key"', '#/components/schemas/Lock"'],
    ] as const;
    for (const [before, after] of broken) {
      const text = JSON.stringify(documents.buyers).replace(before, after);
      expect(await problemsIn(JSON.parse(text))).not.toEqual([]);
    }
  });

  it('for everyone have every declared route, and no other', () => {
    const expected = declared.flatMap((route) => {
      const path = route.replace(/^\w+ /, '').replace('+}', '}');
      return route.startsWith('ANY ') ? anyMethods.map((method) => `${method} ${path}`) : [route];
    });
    const found = operationsOf('everyone').map(({ route }) => route);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('for buyers have no route of operators, and at most 64 KB', () => {
    const operators = operationsOf('buyers').filter(
      ({ route, operation }) =>
        /\/v1\/admin|\/webhooks\/stripe|\/v1\/verify/.test(route) || `${operation.tags}` === 'operator',
    );
    expect(operators).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(documents.buyers))).toBeLessThanOrEqual(64 * 1024);
  });

  it.each(audiences)('for %s describe every field, parameter and component', (audience) => {
    expect(undescribedIn(documents[audience], '')).toEqual([]);
    expect(JSON.stringify(documents[audience])).not.toMatch(/"description":"(GET|POST|PUT|PATCH|DELETE) /);
  });

  it('for members have every text in Arabic too, and no translation of another', () => {
    const english = textsOf(documents.members);
    const arabicTexts = textsOf(documentInArabic(documents.members));
    expect(arabicTexts.filter((text) => !/[\u0600-\u06ff]/.test(text))).toEqual([]);
    expect(Object.keys(arabic).filter((text) => !english.includes(text))).toEqual([]);
    const spans = (text: string) => (text.match(/`[^`]+`/g) ?? []).toSorted();
    for (const [text, translation] of Object.entries(arabic)) expect(spans(translation)).toEqual(spans(text));
  });

  it('for members have all that buyers’ programs call and what pages call for them, such as checkout, and nothing of operators', () => {
    const routes = operationsOf('members').map(({ route }) => route);
    expect(routes).toEqual(expect.arrayContaining(operationsOf('buyers').map(({ route }) => route)));
    for (const route of ['POST /v1/checkout', 'POST /v1/subscription/change', 'POST /v1/members', 'POST /v1/login'])
      expect(routes).toContain(route);
    expect(routes.filter((route) => route.includes('/v1/admin'))).toEqual([]);
  });

  it('for buyers speak of records and requests, in the words of pages', () => {
    const strange = textsOf(documents.members).filter((text) =>
      /(?<!minor |quota, )\bunits?\b|\bvouch|(?<!\bevidence )\bpacks?\b|\bat once\b(?!\. Null)|\bthe operator\b|deployment/i.test(
        text,
      ),
    );
    expect(strange).toEqual([]);
  });

  it('for buyers say nothing that the full one says otherwise', () => {
    const all = new Map(operationsOf('everyone').map(({ route, operation }) => [route, operation]));
    for (const { route, operation } of operationsOf('buyers'))
      expect({ route, id: operation.operationId }).toEqual({ route, id: all.get(route)?.operationId });
  });
});
