import { refusalsOver } from '../../shared/storage/evidence/refusals.ts';
import type { Drawing, Owned } from './drawing.ts';
import { drawnText } from './drawn.ts';

/** Writes three reports of refused calls of an organization's first key. */
export async function writeRefusals({ table, random, now }: Drawing, { account, keys }: Owned): Promise<void> {
  const [key] = keys;
  if (!key) return;
  const refusals = refusalsOver(table, () => drawnText(random, 12));
  for (const hours of [1, 30, 300]) {
    const at = new Date(now.getTime() - hours * 3_600_000).toISOString();
    const call = { keyId: key.id, app: key.app, dataset: 'posts', reason: 'quota_exhausted' } as const;
    await refusals.put({
      ...{ accountId: account.id, from: at, to: at, counts: [{ ...call, count: 3 }] },
      told: [{ ...call, at, query: 'GET /v1/data/posts?limit=100', address: '192.0.2.1' }],
    });
  }
}
