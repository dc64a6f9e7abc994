import { expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { exportClaimsOver } from '../../shared/storage/usage/export-claims.ts';

const begin = Date.parse('2026-11-30T00:00:00Z');
const made = { id: 'a', fileName: 'posts.csv.gz', format: 'csv' as const, records: 7, bytes: 9 };
const asked = (atSeconds: number, fingerprint = 'f') => ({
  accountId: 'acc_1',
  idempotencyKey: 'k',
  fingerprint,
  now: new Date(begin + atSeconds * 1_000),
});

test('two calls with one key export once, and the result is kept for a day', async () => {
  const claims = exportClaimsOver(memoryTable());
  const first = await claims.claim(asked(0));
  if (first.is !== 'new') throw new Error(first.is);
  expect(await claims.claim(asked(1))).toEqual({ is: 'running' });
  expect(await claims.claim(asked(1, 'other'))).toEqual({ is: 'another' });
  expect(await claims.store(asked(2), first.by, made)).toBe(true);
  expect(await claims.claim(asked(86_399))).toEqual({ is: 'stored', made });
  expect(await claims.find(asked(86_399))).toEqual(made);
  expect(await claims.find(asked(86_399, 'other'))).toBeNull();
  expect(await claims.claim(asked(86_400))).toMatchObject({ is: 'new' });
});

test('a claim of a call that was killed is taken over by one other after a minute, and its late export is not kept', async () => {
  const claims = exportClaimsOver(memoryTable());
  const killed = await claims.claim(asked(0));
  const later = await Promise.all([claims.claim(asked(60)), claims.claim(asked(60))]);
  expect(later.map(({ is }) => is).toSorted()).toEqual(['new', 'running']);
  expect(killed.is === 'new' && (await claims.store(asked(61), killed.by, made))).toBe(false);
});
