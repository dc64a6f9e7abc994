import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { assemble } from '../support/app.ts';
import { personWith, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe } from '../support/app-stripe.ts';
import { grantedTable } from '../support/granted-table.ts';

const key = (prefix: string) => ({ pk: `${prefix}#1`, sk: '-' });

function world() {
  const refused: string[] = [];
  const access = {
    read: ['key'],
    write: ['usage'],
    append: ['trailBox'],
    insert: ['trail'],
    delete: ['link'],
    lists: ['BADGE'],
  } as const;
  const table = grantedTable(memoryTable(), 'nobody', access, (sentence) => void refused.push(sentence));
  return { table, refused };
}

test('a function reads, writes, appends, deletes and lists what its declaration grants', async () => {
  const { table, refused } = world();
  await table.get(key('KEY'));
  await table.getAll([key('KEY')]);
  await table.query({ pk: 'KEY#1' });
  await table.query({ pk: 'LIST#BADGE', index: 'lists' });
  await table.put(key('USAGE'));
  await table.update(key('USAGE'), { set: { a: 1 } });
  await table.put(key('TRAILBOX'));
  await table.insert(key('TRAIL'));
  await table.delete(key('LINK'));
  const isThere = { 'it is there': { attribute: 'pk', is: 'present' } } as const;
  await table.transact([{ check: key('USAGE'), if: isThere }, { put: { ...key('TRAILBOX'), sk: '2' } }]);
  expect(refused).toEqual([]);
});

test.each([
  ['reads what it may only write', (at: ReturnType<typeof world>) => at.table.get(key('USAGE'))],
  ['writes what it may only read', (at: ReturnType<typeof world>) => at.table.put(key('KEY'))],
  [
    'changes what it may only append',
    (at: ReturnType<typeof world>) => at.table.update(key('TRAILBOX'), { set: { a: 1 } }),
  ],
  ['puts where it may only insert', (at: ReturnType<typeof world>) => at.table.put(key('TRAIL'))],
  ['inserts where it may only append', (at: ReturnType<typeof world>) => at.table.insert(key('TRAILBOX'))],
  ['deletes what it may only write', (at: ReturnType<typeof world>) => at.table.delete(key('USAGE'))],
  [
    'lists what it does not page through',
    (at: ReturnType<typeof world>) => at.table.query({ pk: 'LIST#ACCOUNT', index: 'lists' }),
  ],
  [
    'writes anything else with what it may write',
    (at: ReturnType<typeof world>) => at.table.transact([{ put: key('USAGE') }, { put: key('KEY') }]),
  ],
])('nothing is done for one that %s', async (_, act) => {
  const at = world();
  await expect(act(at)).rejects.toThrow('its declaration does not grant that');
  expect(at.refused).toHaveLength(1);
});

test('a function of the tests whose declaration lacks a grant fails, whatever it answers', async () => {
  const stripe = await startStripe();
  try {
    await pushCatalog(stripe);
    const given = { table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now };
    const buyer = await signUp(assemble(given), 'granted@buyer.example');
    expect((await buyer.get('/v1/account')).status).toBe(200);
    const { read = [], ...others } = functions.accounts!.table!;
    const accounts = { ...others, read: read.filter((each) => each !== 'billing') };
    const lacking = personWith(assemble({ ...given, grants: { accounts } }), buyer.email, buyer.cookie);
    await expect(lacking.get('/v1/account')).rejects.toThrow('accounts may not read BILLING#');
  } finally {
    await stripe.stop();
  }
});
