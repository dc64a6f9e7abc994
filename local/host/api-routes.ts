import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { functionIdIn } from './functions.ts';
import type { Resolver } from './intrinsics.ts';

const Route = z.looseObject({ RouteKey: z.string(), Target: z.string() });
const Integration = z.looseObject({
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0', 'the local host speaks payload format 2.0 only'),
});

type Segment = { readonly kind: 'static' | 'parameter' | 'greedy'; readonly text: string };
type ApiRoute = {
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  readonly functionId: string;
};

/** The route of a request, with its function by logical id. */
export type RouteMatch = {
  readonly routeKey: string;
  readonly functionId: string;
  /** Percent-decoded values by parameter name. */
  readonly pathParameters: Readonly<Record<string, string>>;
};

/** The HTTP API's routes, most specific first. */
export function readRoutes(assembly: Assembly, resolver: Resolver): ApiRoute[] {
  const functionIds = new Map<string, string>();
  for (const resource of assembly.resources('AWS::ApiGatewayV2::Integration')) {
    const { IntegrationUri } = Integration.parse(resolver.resolve(resource.properties, resource.stack));
    functionIds.set(resource.logicalId, functionIdIn(IntegrationUri));
  }
  return assembly
    .resources('AWS::ApiGatewayV2::Route')
    .map((resource) => {
      const { RouteKey, Target } = Route.parse(resolver.resolve(resource.properties, resource.stack));
      const functionId = functionIds.get(Target.split('/').at(-1) ?? '');
      if (!functionId) throw new Error(`The route ${RouteKey} has no function`);
      const [method = '', path = ''] = RouteKey === '$default' ? ['ANY', '/{proxy+}'] : RouteKey.split(' ');
      return { routeKey: RouteKey, method, segments: path.split('/').slice(1).map(segmentOf), functionId };
    })
    .sort(bySpecificity);
}

/** A part of a route's path: text, a parameter, or the rest of the path. */
export const segmentOf = (text: string): Segment => {
  const name = /^\{([^}+]+)(\+?)\}$/.exec(text);
  return name?.[1] ? { kind: name[2] ? 'greedy' : 'parameter', text: name[1] } : { kind: 'static', text };
};

const weight = { static: 0, parameter: 1, greedy: 2 } as const;

/** Orders full matches before greedy ones, a named method before ANY, and `$default` last. Source: API Gateway, "Routing API requests". */
export function bySpecificity(a: ApiRoute, b: ApiRoute): number {
  const last = Number(a.routeKey === '$default') - Number(b.routeKey === '$default');
  if (last !== 0) return last;
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index += 1) {
    const [left, right] = [a.segments[index], b.segments[index]];
    const difference = (left ? weight[left.kind] : -1) - (right ? weight[right.kind] : -1);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

/** The route that API Gateway chooses for a method and an encoded path; undefined if it answers 404. */
export function matchRoute(routes: readonly ApiRoute[], method: string, path: string): RouteMatch | undefined {
  const parts = path.split('/').slice(1);
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const pathParameters = parametersOf(route.segments, parts);
    if (pathParameters) return { routeKey: route.routeKey, functionId: route.functionId, pathParameters };
  }
  return undefined;
}

function parametersOf(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  const greedy = segments.at(-1)?.kind === 'greedy';
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  for (const [index, { kind, text }] of segments.entries()) {
    const part = kind === 'greedy' ? parts.slice(index).join('/') : (parts[index] ?? '');
    if (kind === 'static' ? part !== text : part === '') return undefined;
    if (kind !== 'static') parameters[text] = decoded(part);
  }
  return parameters;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
