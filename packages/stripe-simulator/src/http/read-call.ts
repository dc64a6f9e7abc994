import type { Simulation } from '../core/simulation.ts';
import type { StripeSchemas } from '../schema/json-schema.ts';
import { checkBounds } from './bounds.ts';
import type { HttpRequest } from './exchange.ts';
import { checkExpand } from './expandable.ts';
import { type Form, parseForm } from './form.ts';
import { parseJson } from './json.ts';
import { readParams } from './params.ts';
import type { Permissions } from './permissions.ts';
import type { Route } from './route.ts';
import { refuseUnsupported } from './supported.ts';
import { withoutGone } from './unknown-params.ts';

type Params = Record<string, unknown>;
type Account = { readonly sim: Simulation; readonly schemas: StripeSchemas };
type Given = { readonly request: HttpRequest; readonly permissions: Permissions };

/** The parameters of a call, and the paths that it expands. Throws for a parameter or a path that Stripe or the simulator refuses. */
export function readCall(
  { sim, schemas }: Account,
  route: Route,
  { request, permissions }: Given,
): { readonly params: Params; readonly expand: readonly string[] } {
  const params = paramsOf({ sim, schemas }, route, request);
  checkBounds(sim.rules, route, params);
  refuseUnsupported(params, route.supports);
  const expand = (params.expand ?? []) as string[];
  const expanded = checkExpand(schemas, route.params, { paths: expand, rules: sim.rules });
  if (!sim.rules.isOn('J3')) permissions.checkRequest(request);
  permissions.checkExpanded(expanded);
  return { params, expand };
}

/** The SDK's types lack `page`, which API v2's `next_page_url` contains. */
function paramsOf({ sim, schemas }: Account, route: Route, { method, path, query, body }: HttpRequest): Params {
  const isJson = path.startsWith('/v2/');
  const { params } = route;
  if (method === 'POST')
    return readParams(schemas, params, withoutGone(sim.rules, route, isJson ? parseJson(body) : parseForm(body)));
  const form = parseForm(query);
  if (!isJson || typeof form.page !== 'string') return readParams(schemas, params, form);
  const { page, ...rest }: Form = form;
  return { ...readParams(schemas, params, rest), page };
}
