import { expect, test } from 'vitest';
import { tableIsUp } from '../../functions/service-status/table-is-up.ts';
import { timedRequest } from '../../functions/service-status/timed-request.ts';
import { functions } from '../../infra/functions.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { grantedTable } from '../support/granted-table.ts';

const answering = (status: number) => async () => new Response(null, { status });
const address = 'https://data.example/v1/sample/posts?limit=1';

test.each([200, 404, 429])('a visitor who is answered %i has been answered', async (status) => {
  const took = await timedRequest(address, answering(status));
  expect(took).toBeGreaterThanOrEqual(0);
});

test.each([500, 502, 503, 504])('an answer of %i is a failure, whoever gave it', async (status) => {
  expect(await timedRequest(address, answering(status))).toBe(null);
});

test('no answer is a failure, and the look at the service goes on', async () => {
  const failing = async () => {
    throw new TypeError('fetch failed');
  };
  expect(await timedRequest(address, failing)).toBe(null);
});

test('the table is up while the item that admission follows can be read, be it there or not', async () => {
  const table = memoryTable();
  const refused: string[] = [];
  const access = functions['service-status']?.table ?? {};
  const granted = grantedTable(table, 'service-status', access, (sentence) => void refused.push(sentence));
  expect(await tableIsUp(granted)).toBe(true);
  expect(await tableIsUp({ get: () => Promise.reject(new StorageUnavailable(new Error('away'))) })).toBe(false);
  expect(refused).toEqual([]);
});
