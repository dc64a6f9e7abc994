import type { StripeSchemas } from '../schema/json-schema.ts';
import type { HttpRequest } from './exchange.ts';
import { checkExpand } from './expandable.ts';
import { type Form, parseForm } from './form.ts';
import { parseJson } from './json.ts';
import { readParams } from './params.ts';
import type { Route } from './route.ts';
import { refuseUnsupported } from './supported.ts';

type Params = Record<string, unknown>;

/** The parameters of a call, and the paths that it expands. Throws for a parameter or a path that Stripe or the simulator refuses. */
export function readCall(
  schemas: StripeSchemas,
  route: Route,
  request: HttpRequest,
): { readonly params: Params; readonly expand: readonly string[] } {
  const params = paramsOf(schemas, route, request);
  refuseUnsupported(params, route.supports);
  const expand = (params.expand ?? []) as string[];
  checkExpand(schemas, route.params, expand);
  return { params, expand };
}

/** The SDK's types lack `page`, which API v2's `next_page_url` contains. */
function paramsOf(schemas: StripeSchemas, { params }: Route, { method, path, query, body }: HttpRequest): Params {
  const isJson = path.startsWith('/v2/');
  if (method === 'POST') return readParams(schemas, params, isJson ? parseJson(body) : parseForm(body));
  const form = parseForm(query);
  if (!isJson || typeof form.page !== 'string') return readParams(schemas, params, form);
  const { page, ...rest }: Form = form;
  return { ...readParams(schemas, params, rest), page };
}
