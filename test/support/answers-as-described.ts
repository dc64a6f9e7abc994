import Ajv2020 from 'ajv/dist/2020.js';
import { problemsOf } from '../../openapi/authority.ts';
import { describedRoutes } from '../../openapi/described-routes.ts';
import { bodySchemaOf, contentsOf, queryOf, typesOf } from '../../openapi/operation-object.ts';
import { requestSchema } from '../../openapi/request-schemas.ts';
import type { Schema } from '../../openapi/types-to-schema.ts';
import { viewSchemas } from '../../openapi/view-schemas.ts';
import { type ProblemCode, problems } from '../../shared/errors.ts';
import { headerFieldsOf } from '../../shared/http/problem-facts.ts';
import { routerOf } from '../../shared/http/router.ts';
import type { Problem } from '../../shared/http/views.ts';
import { inArabic } from '../../shared/problems/in-arabic.ts';

/** A request as it was sent, and its answer as its caller got it. */
export type Exchange = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The JSON that was sent. */
  readonly sent?: unknown;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** A header field of the answer by its name, in lower case. */
  readonly header: (name: string) => string | null | undefined;
};

const described = new Map(describedRoutes().map((each) => [each.route, each]));
const routed = routerOf([...described.keys()]);

/** Formats that the documents name, each as loose as its standard. */
const formats = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  date: /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/,
  uri: /^[a-z][a-z0-9+.-]*:/i,
  email: /@/,
  binary: true,
} as const;

/** Validates an answer against a closed form of its type: a field that no document has is a fault. */
type Validate = (value: unknown) => string | null;

let validators: ReadonlyMap<string, Validate> | undefined;

function validatorOf(type: string): Validate {
  validators ??= allValidators();
  const found = validators.get(type);
  if (!found) throw new Error(`${type} is in no operation`);
  return found;
}

function allValidators(): ReadonlyMap<string, Validate> {
  const views = viewSchemas(['Problem', ...[...described.values()].flatMap(({ operation }) => typesOf(operation))]);
  const ajv = ajvOf();
  ajv.addSchema({ $id: 'views', components: { schemas: closedComponents(views.components) } });
  return new Map([...views.of].map(([type, schema]) => [type, validatorIn(ajv, closed(schema))]));
}

function ajvOf(): Ajv2020.Ajv2020 {
  return new Ajv2020.Ajv2020({ strict: false, allErrors: false, formats });
}

function validatorIn(ajv: Ajv2020.Ajv2020, schema: unknown): Validate {
  const validate = ajv.compile(schema as object);
  return (value) => (validate(value) ? null : ajv.errorsText(validate.errors));
}

/** Each component twice: closed, and open for those that add fields to it. */
const closedComponents = (components: Readonly<Record<string, Schema>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(components).flatMap(([name, schema]) => [
      [name, closed(schema)],
      [`${name}.open`, opened(schema)],
    ]),
  );

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema in which no object may have a field that it does not describe. */
function closed(schema: unknown): unknown {
  const inner = opened(schema);
  if (!isObject(inner)) return inner;
  const isClosable = 'properties' in inner || 'allOf' in inner;
  return isClosable && !('additionalProperties' in inner) ? { ...inner, unevaluatedProperties: false } : inner;
}

/** The same with its own fields open. */
function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === '$ref') return [key, `views${String(value)}`];
      if (key === 'allOf') return [key, (value as unknown[]).map(openReference)];
      if (key === 'properties')
        return [key, Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, closed(each)]))];
      return [key, isObject(value) || Array.isArray(value) ? closed(value) : value];
    }),
  );
}

const openReference = (part: unknown): unknown =>
  isObject(part) && typeof part.$ref === 'string' ? { $ref: `views${part.$ref}.open` } : opened(part);

/** Headers that are too large are refused before a function sees the request. Source: RFC 6585, 5. */
const refusedBeforeAnyFunction = 431;

/** The difference between an exchange and its description; null for none, and for a path that no route takes. */
export function undescribed(exchange: Exchange): string | null {
  const { method, path, status } = exchange;
  const url = new URL(path, 'https://shop.example');
  const route = routed(method, url.pathname)?.route;
  const found = route === undefined ? undefined : described.get(route);
  if (!found || method === 'OPTIONS' || status === refusedBeforeAnyFunction) return null;
  const fault =
    status >= 400
      ? refusalFault(found, exchange)
      : (answerFault(found, exchange) ?? requestFault(found, exchange, url));
  return fault && `${route} answered ${status}: ${fault}`;
}

type Described = ReturnType<typeof describedRoutes>[number];

function refusalFault({ route, authority, operation }: Described, exchange: Exchange) {
  const { contentType, text, status, method } = exchange;
  if (operation.passesOn && !contentType.startsWith('application/problem+json')) return null;
  if ((contentType.split(';')[0] ?? '') in contentsOf(operation.answers[status] ?? null)) return null;
  if (!contentType.startsWith('application/problem+json')) return `its content type is ${contentType || 'missing'}`;
  if (method === 'HEAD') return null;
  const problem = JSON.parse(text) as Problem & { readonly code: ProblemCode };
  const fault = validatorOf('Problem')(problem);
  if (fault) return fault;
  if (operation.passesOn && !(problem.code in problems)) return null;
  if (problems[problem.code].status !== status) return `${problem.code} has another status`;
  if (!problemsOf(route, authority, operation).includes(problem.code)) return `it does not declare ${problem.code}`;
  return (
    fieldsFault(problem.code, operation.answerHeaders?.includes('limits') && authority.callers === 'key', exchange) ??
    untranslated(problem)
  );
}

/** A header field of which the page about the code and the answer say different things; null for none. */
function fieldsFault(code: ProblemCode, isMetered: boolean | undefined, { header }: Exchange): string | null {
  const { always, sometimes, metered } = headerFieldsOf(code);
  const missing = [...always, ...(isMetered ? metered : [])].find((name) => header(name.toLowerCase()) == null);
  if (missing !== undefined) return `it has no ${missing}, which the page about ${code} names`;
  const strange = ['Retry-After', 'Allow'].find(
    (name) => header(name.toLowerCase()) != null && ![...always, ...sometimes].includes(name),
  );
  return strange === undefined ? null : `it has ${strange}, which the page about ${code} does not name`;
}

/** The first text of a problem that has no Arabic; null for none. */
function untranslated({ detail, errors = [] }: Problem): string | null {
  const [first] = errors;
  const isOfField = first !== undefined && detail === `${first.field} ${first.message}.`;
  const texts = [...(isOfField ? [] : [detail]), ...errors.map(({ message }) => message)];
  const strange = texts.find((text) => !/[\u0600-\u06ff]/.test(text) && inArabic(text) === null);
  return strange === undefined ? null : `shared/problems/details.ar.json has no "${strange}"`;
}

function answerFault({ operation }: Described, { status, contentType, text, method }: Exchange): string | null {
  if (operation.passesOn) return null;
  const answer = operation.answers[status];
  if (answer === undefined) return 'it does not declare this status';
  if (method === 'HEAD' || status === 304) return null;
  const contents = contentsOf(answer);
  if (Object.keys(contents).length === 0) return text === '' ? null : 'it declares no content';
  const type = contents[contentType.split(';')[0] ?? ''];
  if (type === undefined) return `it does not declare the content type ${contentType}`;
  return type === 'binary' || type === 'string' ? null : validatorOf(type)(JSON.parse(text));
}

const requestValidators = new Map<string, Validate>();

function requestFault(found: Described, { sent, status }: Exchange, url: URL): string | null {
  const { route, operation } = found;
  const query = queryOf(found);
  const strange = [...url.searchParams.keys()].find((name) => !(name in query) && !('filters' in query));
  if (strange !== undefined && !operation.passesOn)
    return `it took the parameter ${strange}, which it does not declare`;
  const schema = bodySchemaOf(found);
  if (sent === undefined || operation.passesOn || status === 304) return null;
  if (!schema) return null;
  const known = requestValidators.get(route) ?? validatorIn(ajvOf(), requestSchema(schema));
  requestValidators.set(route, known);
  const fault = known(sent);
  return fault && `it took a body that it does not declare: ${fault}`;
}
