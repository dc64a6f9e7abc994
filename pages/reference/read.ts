/** Makes the reference from the OpenAPI document. */
import type { OpenApiDocument } from '../../openapi/document.ts';
import type { Schema } from '../../openapi/types-to-schema.ts';
import type { ProblemCode } from '../../shared/errors.ts';
import type { Sample } from '../guides/blocks.ts';
import type { Highlight } from '../guides/highlight.ts';
import type { SampleRow } from '../src/site.ts';
import { curlOf } from './curl.ts';
import { type ReferenceGroup, referenceGroups } from './groups.ts';
import type { Field, Reference, ReferenceAnswer, ReferenceOperation } from './model.ts';
import { type RunStart, runFormOf } from './run.ts';
import { exampleOf, fieldOf, fieldsOf } from './schemas.ts';

/** The inputs of the reference. `row` is a record for examples; `codeOf` gives code that runs, or none. */
export type ReferenceSource = {
  readonly document: OpenApiDocument;
  /** `/openapi.json`: it has the operations that programs call. */
  readonly programs: OpenApiDocument;
  readonly highlight: Highlight;
  readonly row: SampleRow;
  readonly codeOf: (operationId: string) => readonly Sample[];
  readonly origin: string;
  readonly start: RunStart;
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
  const { document, programs, codeOf, start } = context;
  const security = (operation.security ?? document.security) as Schema[];
  const needs = security.some((each) => 'key' in each) ? 'key' : security.length > 0 ? 'session' : 'nothing';
  const responses = Object.entries(operation.responses as Record<string, Schema>).filter(([status]) =>
    /^\d/.test(status),
  );
  const id = String(operation.operationId);
  const own = { id, method: method.toUpperCase(), path, needs } as const;
  const answers = responses.map(([status, answer]) => answerOf(status, answer, context));
  const inPlace = (place: string) => parametersIn(operation, context, place);
  const code = codeOf(id);
  return {
    ...own,
    isForPrograms: programs.paths[path]?.[method] !== undefined,
    summary: String(operation.summary),
    told: operation.description === undefined ? null : String(operation.description),
    parameters: parametersIn(operation, context),
    body: bodyOf(operation.requestBody as Schema | undefined, context),
    answers,
    problems: (operation['x-problems'] ?? []) as ProblemCode[],
    commonProblems: commonOf(operation, { method, needs, document }),
    code: code.length > 0 ? code : [commandFor(operation, own, context)],
    run: runFormOf({ ...own, answers, inPath: inPlace('path'), inQuery: inPlace('query') }, start),
    example: exampleIn(responses, context),
  };
}

type Own = Pick<ReferenceOperation, 'method' | 'path' | 'needs'>;

/** A command for an operation whose ids and bodies are the reader's own. */
function commandFor(operation: Schema, own: Own, context: ReferenceSource): Sample {
  const { origin, document, highlight } = context;
  const query = parametersIn(operation, context, 'query').filter(({ isRequired }) => isRequired);
  const body = jsonOf((operation.requestBody as Schema | undefined)?.content);
  const text = curlOf({ ...own, origin, body, query: query.map(({ name }) => name) }, document);
  return { language: 'bash', text, meta: '', html: highlight(text, 'bash') };
}

/** The parameters of a place, or of all. */
const parametersIn = (operation: Schema, context: ReferenceSource, place?: string): Field[] =>
  ((operation.parameters ?? []) as Schema[])
    .map((each) => wholeOf(each, context))
    .filter((each) => place === undefined || each.in === place)
    .map((each) => parameterOf(each, context));

function wholeOf(parameter: Schema, { document }: ReferenceSource): Schema {
  const name = /^#\/components\/parameters\/(.+)$/.exec(String(parameter.$ref))?.[1];
  const shared = (document.components.parameters ?? {}) as Record<string, Schema>;
  return (name === undefined ? parameter : shared[name]) ?? parameter;
}

const parameterOf = ({ name, schema, required, description }: Schema, context: ReferenceSource): Field =>
  fieldOf(String(name), (schema ?? {}) as Schema, { ...context, isRequired: required === true, text: description });

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
