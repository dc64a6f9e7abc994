import type { Declared } from '../shared/domain/access/authority.ts';
import type { Route } from './constructs/public-api.ts';

type Declaration = { readonly routes?: Declared | '$default'; readonly restOf?: `/${string}` };

/** A route that a function declares: its method, the segments of its path, and the function. */
type Leaf = { readonly method: string; readonly segments: readonly string[]; readonly name: string };

/**
 * The routes of API Gateway by function. A path that one function alone answers below becomes `ANY PATH` and `ANY PATH/{proxy+}`, where that is
 * fewer: a stack holds 500 resources. The function's own router then finds the declared route (`shared/http/router.ts`). A route that stays
 * alone matches its method exactly, so a page that anybody may read gets a HEAD route too. A function with `restOf` takes all below that path
 * that no other function answers. API Gateway prefers a full match, then the longest path before `{proxy+}`.
 * Source: RFC 9110, 9.3.2; API Gateway Developer Guide, "Create routes for HTTP APIs".
 */
export function apiRoutesOf(functions: Readonly<Record<string, Declaration>>): ReadonlyMap<string, readonly Route[]> {
  const leaves: Leaf[] = [];
  const found = new Map<string, Route[]>();
  for (const [name, { routes }] of Object.entries(functions)) {
    if (routes === '$default') found.set(name, ['$default']);
    else
      for (const [route, { callers }] of Object.entries(routes ?? {}))
        leaves.push(...leavesOf(route, callers === 'anyone', name));
  }
  const rests = Object.entries(functions).flatMap(([name, { restOf }]) =>
    restOf === undefined ? [] : [{ name, restOf }],
  );
  const others = leaves.filter((leaf) => !rests.some((rest) => isRest(leaf, rest)));
  const all = [
    ...grouped(others, []),
    ...rests.map(({ name, restOf }) => ({ name, route: `ANY ${restOf}/{proxy+}` as const })),
  ];
  for (const { name, route } of all) found.set(name, [...(found.get(name) ?? []), route]);
  return found;
}

/** Whether the rest that a function takes has this route of its own. */
const isRest = ({ name, segments }: Leaf, rest: { readonly name: string; readonly restOf: string }): boolean =>
  name === rest.name && `/${segments.join('/')}`.startsWith(`${rest.restOf}/`);

function leavesOf(route: string, isPublic: boolean, name: string): Leaf[] {
  const [method = '', path = ''] = route.split(' ');
  const leaf = { method, segments: path.split('/').slice(1), name };
  return isPublic && method === 'GET' ? [leaf, { ...leaf, method: 'HEAD' }] : [leaf];
}

/** The routes below a path; `under` has its segments. */
function grouped(leaves: readonly Leaf[], under: readonly string[]): { name: string; route: Route }[] {
  const [first] = leaves;
  const path: `/${string}` = `/${under.join('/')}`;
  const here = leaves.filter(({ segments }) => segments.length === under.length);
  const groups = groupsOf(leaves, under);
  if (first && under.length > 0 && isGroup(leaves, groups)) return groups.map((route) => ({ name: first.name, route }));
  const deeper = Map.groupBy(
    leaves.filter(({ segments }) => segments.length > under.length),
    ({ segments }) => segments[under.length] ?? '',
  );
  return [
    ...here.map(({ method, name }) => ({ name, route: `${method} ${path}` as Route })),
    ...[...deeper].flatMap(([segment, those]) => grouped(those, [...under, segment])),
  ];
}

/** The routes that take all of a path: one for it, and one for what is below it. */
function groupsOf(leaves: readonly Leaf[], under: readonly string[]): readonly Route[] {
  const path: `/${string}` = `/${under.join('/')}`;
  return [
    ...(leaves.some(({ segments }) => segments.length === under.length) ? [`ANY ${path}` as const] : []),
    ...(leaves.some(({ segments }) => segments.length > under.length) ? [`ANY ${path}/{proxy+}` as const] : []),
  ];
}

/** Whether one function alone answers here and below, and a group takes fewer routes. A parameter's siblings may be other functions' paths. */
function isGroup(leaves: readonly Leaf[], groups: readonly Route[]): boolean {
  const isOneFunction = new Set(leaves.map(({ name }) => name)).size === 1;
  const isGreedy = leaves.some(({ segments }) => segments.some((part) => part.endsWith('+}')));
  return isOneFunction && !isGreedy && leaves.length > groups.length;
}
