import { AsyncLocalStorage } from 'node:async_hooks';
import { functions } from '../../infra/functions.ts';
import type { RouteAuthority } from '../../shared/domain/access/authority.ts';
import { routerOf } from '../../shared/http/router.ts';
import { prefixes } from '../../shared/storage/prefixes.ts';
import type { Item, Table, Write } from '../../shared/storage/table/table.ts';

/** The writes of one request: the lines that wait for the trail, and the partitions of everything else. */
type Written = { readonly lines: Item[]; readonly others: string[] };

const request = new AsyncLocalStorage<Written>();

/** Partitions that hold no result of a request: counts, proofs of being there, and what follows from a change. */
const bookkeeping = [
  'throttle',
  'challenge',
  'notice',
  'look',
  'told',
  'delivery',
  'changes',
  'billing',
  'event',
  /** Notes when a domain was looked up; a new state is a line. */
  'domain',
  /** A sync with Stripe writes it; where it changes what is allowed, that is a line. */
  'grant',
  /** An attempt is written with its line; another request may complete it. */
  'checkout',
  /** For operators' eyes; nothing follows from it. */
  'together',
] as const;
const isBookkeeping = (pk: string): boolean => bookkeeping.some((name) => pk.startsWith(prefixes[name]));

function note(writes: readonly Write[]): void {
  const written = request.getStore();
  if (!written) return;
  for (const write of writes) {
    if ('check' in write) continue;
    const { pk } = 'put' in write ? write.put : 'update' in write ? write.update : write.delete;
    if ('put' in write && pk.startsWith(prefixes.trailBox)) written.lines.push(write.put);
    else if (!isBookkeeping(pk)) written.others.push(pk);
  }
}

/** The table, noting for each request what it writes. */
export const notingLines = (table: Table): Table => ({
  ...table,
  async put(item, condition) {
    const result = await table.put(item, condition);
    if (result.ok) note([{ put: item }]);
    return result;
  },
  async update(key, change, condition) {
    const result = await table.update(key, change, condition);
    if (result.ok) note([{ update: key, change }]);
    return result;
  },
  async delete(key, condition) {
    const result = await table.delete(key, condition);
    if (result.ok && result.old) note([{ delete: key }]);
    return result;
  },
  async transact(writes, options) {
    const result = await table.transact(writes, options);
    if (result.ok) note(writes);
    return result;
  },
});

const declared = Object.values(functions).flatMap(({ routes }) =>
  routes === undefined || routes === '$default' ? [] : Object.entries<RouteAuthority>(routes),
);
const authorities = new Map(declared);
const routed = routerOf([...authorities.keys()]);

/**
 * Runs one request, and holds what it left in the trail to what its route declares. A change that was answered leaves one line with a declared
 * action, and nothing else leaves any.
 */
export async function withLines<R extends { readonly status: number }>(
  { method, path }: { readonly method: string; readonly path: string },
  answer: () => Promise<R>,
): Promise<R> {
  const written: Written = { lines: [], others: [] };
  const reply = await request.run(written, answer);
  const route = routed(method, new URL(path, 'https://shop.example').pathname)?.route ?? '';
  const problem = problemOf(authorities.get(route), reply.status, written);
  if (problem) throw new Error(`${route}: ${problem}`);
  return reply;
}

function problemOf(authority: RouteAuthority | undefined, status: number, { lines, others }: Written): string | null {
  if (!authority) return null;
  const actions = authority.trail?.actions ?? [];
  const actionsOf = (those: readonly Item[]) => those.map(({ action }) => String(action));
  const told = actionsOf(lines.filter(({ actor }) => typeof actor !== 'string'));
  const ofRoute = actionsOf(lines).filter((action) => actions.includes(action));
  if (told.length > 0 && !authority.trail) return `declares no line of the trail, and left ${told}`;
  if (ofRoute.length > 1) return `left ${ofRoute.length} lines of its own: ${ofRoute}`;
  if (told.length > ofRoute.length && ofRoute.length === 0) return `left ${told}, and declares ${actions}`;
  const isChange = status < 300 && typeof authority.callers === 'object' && others.length > 0;
  const isUntold = authority.trail ? ofRoute.length === 0 : lines.length === 0;
  if (isChange && isUntold) return `changed ${[...new Set(others)]} and left no line`;
  return null;
}
