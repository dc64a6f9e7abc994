import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'vitest';
import type { Declared, RouteAuthority } from '../../shared/domain/access/authority.ts';
import { routerOf } from '../../shared/http/router.ts';
import { prefixes } from '../../shared/storage/prefixes.ts';
import type { Item, Table } from '../../shared/storage/table/table.ts';

/** A line of the trail as a request put it. */
export type PutLine = { readonly id: string; readonly organization: string; readonly action: string };

/** Lines that a request put, and keys of results that it put. */
type Left = { readonly lines: PutLine[]; readonly results: string[] };

/** A request that puts one of these has changed something, whatever it answers. */
const results = ['key', 'webhook', 'licence', 'spendCap', 'suspension', 'passkey', 'checkout', 'session'] as const;

/** Notes which request puts which lines of the trail, also where several run at once. */
export function linesOfRequests() {
  const running = new AsyncLocalStorage<Left>();
  const note = (item: Item) => {
    const left = running.getStore();
    if (results.some((each) => item.pk.startsWith(prefixes[each]))) left?.results.push(item.pk);
    if (!item.pk.startsWith(prefixes.trailBox)) return;
    left?.lines.push({ id: String(item.id), organization: String(item.organization), action: String(item.action) });
  };
  const watched = (table: Table): Table => ({
    ...table,
    async put(item, condition) {
      const result = await table.put(item, condition);
      if (result.ok) note(item);
      return result;
    },
    async transact(writes, options) {
      const result = await table.transact(writes, options);
      if (result.ok) for (const write of writes) if ('put' in write) note(write.put);
      return result;
    },
  });
  const during = async <Answer>(answer: () => Promise<Answer>) => {
    const left: Left = { lines: [], results: [] };
    return { answer: await running.run(left, answer), ...left };
  };
  return { watched, during };
}

type Answered = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly results: readonly string[];
};

/** A change of access is told by the sync that found it, in whatever request or job that ran. */
const isOfSync = ({ action }: PutLine) => action === 'access.changed';

/**
 * A request that changed something left a line that its route declares, each at most once, and any other left none. Two lines are of two changes: an
 * affiliate who withdraws a badge gives a seat back too.
 */
export function expectDeclaredLines(
  declared: Declared,
  { method, path, status, results: put }: Answered,
  lines: readonly PutLine[],
) {
  const routed = routerOf(Object.keys(declared))(method, path);
  const authority: RouteAuthority | undefined = routed ? declared[routed.route] : undefined;
  const own = lines.filter((line) => !isOfSync(line)).map(({ action }) => action);
  const actions = authority?.trail?.actions ?? [];
  const allowed = new Set(own).size === own.length && own.every((action) => actions.includes(action));
  const missing = put.length > 0 && own.length === 0;
  expect({ lines: own, of: routed?.route, status, isRight: allowed && !missing }).toEqual({
    lines: own,
    of: routed?.route,
    status,
    isRight: true,
  });
}
