import { expect, test } from 'vitest';
import type { OwnUsageView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, newKey, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

async function newcomer(table: Table = memoryTable()) {
  const app = assemble({ table, stripe: {} as StripeGateway, now: () => start });
  const buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer, 'test');
  return {
    hasRead: async () => (await buyer.get<OwnUsageView>('/v1/usage')).body.hasRead,
    read: (path: string) => app.request('GET', path, { headers: { authorization: `Bearer ${secret}` } }),
  };
}

test('a read with a test key is a first read; one that fails, or costs nothing, is none', async () => {
  const { hasRead, read } = await newcomer();
  expect(await hasRead()).toBe(false);
  await read('/data');
  expect((await read('/data/posts?nonsense=1')).status).toBe(400);
  expect(await hasRead()).toBe(false);
  expect((await read('/data/posts?limit=1')).status).toBe(200);
  expect(await hasRead()).toBe(true);
});

test('a first read costs one write, and none for the reads after it', async () => {
  const table = memoryTable();
  let writes = 0;
  const counted: Table = {
    ...table,
    put(item, condition) {
      if (item.pk.startsWith('SERVED#')) writes++;
      return table.put(item, condition);
    },
  };
  const { read } = await newcomer(counted);
  for (let n = 0; n < 5; n++) await read('/data/posts?limit=1');
  expect(writes).toBe(1);
});

test('a read whose note is lost is answered, and the next one notes it', async () => {
  const table = memoryTable();
  let isDown = true;
  const { hasRead, read } = await newcomer({
    ...table,
    put(item, condition) {
      if (isDown && item.pk.startsWith('SERVED#')) throw new StorageUnavailable(new Error('injected'));
      return table.put(item, condition);
    },
  });
  expect((await read('/data/posts?limit=1')).status).toBe(200);
  expect(await hasRead()).toBe(false);
  isDown = false;
  await read('/data/posts?limit=1');
  expect(await hasRead()).toBe(true);
});
