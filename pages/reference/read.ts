/** Makes the reference from the OpenAPI document. */
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Schema } from '../../openapi/types-to-schema.ts';
import type { ProblemCode } from '../../shared/errors.ts';
import type { Sample } from '../guides/blocks.ts';
import type { Highlight } from '../guides/highlight.ts';
import type { SampleRow } from '../src/site.ts';
import { type ReferenceGroup, referenceGroups } from './groups.ts';
import type { Field, Reference, ReferenceAnswer, ReferenceOperation } from './model.ts';
import { exampleOf, fieldOf, fieldsOf } from './schemas.ts';

/** The inputs of the reference. `row` is a record for examples; `codeOf` gives code that runs, or none. */
export type ReferenceSource = {
  readonly document: OpenApiDocument;
  /** `/openapi.json`: it has the operations that programs call. */
  readonly programs: OpenApiDocument;
  readonly highlight: Highlight;
  readonly row: SampleRow;
  readonly codeOf: (operationId: string) => readonly Sample[];
};

/** Every group with its operations, in the language of the document. Throws where that has other groups than the site has pages. */
export function referenceOf(source: ReferenceSource): Reference[] {
  const { document } = source;
  const tags = document.tags as { name: ReferenceGroup; description: string }[];
  const missing = tags.filter(({ name }) => !referenceGroups.includes(name));
  if (missing.length > 0) throw new Error(`The reference has no page for ${missing.map(({ name }) => name).join()}`);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return referenceGroups.map((group) => ({
    group,
    told: tags.find(({ name }) => name === group)?.description ?? '',
    operations: operations
      .filter(({ operation }) => (operation.tags as string[])[0] === group)
      .map((each) => operationOf(each, source)),
  }));
}

type Found = { readonly path: string; readonly method: string; readonly operation: Schema };

function operationOf({ path, method, operation }: Found, context: ReferenceSource): ReferenceOperation {
  const { document, programs, codeOf } = context;
  const security = (operation.security ?? document.security) as Schema[];
  const needs = security.some((each) => 'key' in each) ? 'key' : security.length > 0 ? 'session' : 'nothing';
  const answers = Object.entries(operation.responses as Record<string, Schema>).filter(([status]) =>
    /^\d/.test(status),
  );
  const id = String(operation.operationId);
  return {
    ...{ id, method: method.toUpperCase(), path, needs },
    isForPrograms: programs.paths[path]?.[method] !== undefined,
    summary: String(operation.summary),
    told: operation.description === undefined ? null : String(operation.description),
    parameters: ((operation.parameters ?? []) as Schema[]).map((each) => parameterOf(each, context)),
    body: bodyOf(operation.requestBody as Schema | undefined, context),
    answers: answers.map(([status, answer]) => answerOf(status, answer, context)),
    problems: (operation['x-problems'] ?? []) as ProblemCode[],
    commonProblems: commonOf(operation, { method, needs, document }),
    code: codeOf(id),
    example: exampleIn(answers, context),
  };
}

function parameterOf(parameter: Schema, context: ReferenceSource): Field {
  const name = /^#\/components\/parameters\/(.+)$/.exec(String(parameter.$ref))?.[1];
  const shared = (context.document.components.parameters ?? {}) as Record<string, Schema>;
  const whole = (name === undefined ? parameter : shared[name]) ?? parameter;
  const schema = (whole.schema ?? {}) as Schema;
  return fieldOf(String(whole.name), schema, {
    ...context,
    isRequired: whole.required === true,
    text: whole.description,
  });
}

const jsonOf = (content: unknown): Schema | undefined =>
  ((content ?? {}) as Record<string, Schema>)['application/json']?.schema as Schema | undefined;

function bodyOf(body: Schema | undefined, context: ReferenceSource): Field[] {
  const schema = jsonOf(body?.content);
  return schema ? fieldsOf(schema, context) : [];
}

function answerOf(status: string, { description, content }: Schema, context: ReferenceSource): ReferenceAnswer {
  const schema = jsonOf(content);
  return {
    status,
    told: String(description),
    mediaTypes: Object.keys((content ?? {}) as object),
    fields: schema ? fieldsOf(schema, context) : [],
  };
}

/** The body of the first answer that is JSON. */
function exampleIn(answers: readonly (readonly [string, Schema])[], { document, highlight, row }: ReferenceSource) {
  const schema = answers.map(([, { content }]) => jsonOf(content)).find(Boolean);
  if (!schema) return null;
  const text = JSON.stringify(exampleOf(schema, { document }, row), null, 2);
  return { language: 'json', text, meta: '', html: highlight(text, 'json') } as const;
}

type Asked = {
  readonly method: string;
  readonly needs: ReferenceOperation['needs'];
  readonly document: OpenApiDocument;
};

/** The codes that come of who may ask, and of a body; those of every request first. */
function commonOf(operation: Schema, { method, needs, document }: Asked): ProblemCode[] {
  const sets = document['x-problem-sets'] as Readonly<Record<string, readonly ProblemCode[]>>;
  const own = (operation['x-problems'] ?? []) as ProblemCode[];
  const names = [
    ...(needs === 'nothing' ? [] : [needs]),
    ...(needs === 'session' && method !== 'get' ? ['change'] : []),
    ...(operation.requestBody ? ['body'] : []),
    ...(operation['x-roles'] ? ['role'] : []),
    ...(operation['x-presence'] ? ['presence'] : []),
    'everywhere',
  ];
  return [...new Set(names.flatMap((name) => sets[name] ?? []))].filter((code) => !own.includes(code));
}
