import { describe, expect, test } from 'vitest';
import type { TableAccess } from '../../infra/constructs/table.ts';
import { functions } from '../../infra/functions.ts';
import { isAllowed } from '../../local/iam/statements.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import { seatsKey } from '../../shared/storage/badges/affiliate-keys.ts';
import {
  acceptanceKey,
  accountKey,
  auditKey,
  grantsKey,
  listPartition,
  spendCapKey,
  suspensionKey,
} from '../../shared/storage/item-keys.ts';
import { type Prefix, prefixes } from '../../shared/storage/prefixes.ts';
import {
  trailHeadKey,
  trailLineKey,
  trailNamesPartition,
  waitingLineKey,
} from '../../shared/storage/trail/trail-keys.ts';
import { deliveryKey, webhookKey } from '../../shared/storage/webhooks/webhook-keys.ts';
import { listsOf, type Permission, partsOf, permissionsOf, prefixesOf } from './policies.ts';
import { deployment } from './support.ts';

const dev = deployment();
const permissions = permissionsOf(dev);

const letters: Record<string, string> = {
  'dynamodb:GetItem': 'r',
  'dynamodb:BatchGetItem': 'r',
  'dynamodb:Query': 'r',
  'dynamodb:PutItem': 'a',
  'dynamodb:UpdateItem': 'w',
  'dynamodb:ConditionCheckItem': 'c',
  'dynamodb:DeleteItem': 'd',
  'dynamodb:PartiQLInsert': 'i',
};

const onTable = ({ action }: Permission) => action.startsWith('dynamodb:');
const isIndex = ({ resource }: Permission) => resource.includes('/index/');
const isPart = (permission: Permission) => onTable(permission) && partsOf(permission) !== null;

/** The actions of a function by partition: `{ account: 'rwc' }`, in the order r, w, a, i, c, d. */
function accessOf(granted: readonly Permission[]): Record<string, string> {
  const found = new Map<Prefix, Set<string>>();
  for (const permission of granted.filter((each) => onTable(each) && !isIndex(each) && !isPart(each)))
    for (const prefix of prefixesOf(permission))
      found.set(prefix, (found.get(prefix) ?? new Set()).add(letters[permission.action] ?? permission.action));
  return Object.fromEntries(
    [...found].map(([prefix, set]) => {
      if (set.has('w')) set.delete('a');
      return [prefix, [...set].sort((a, b) => 'rwaicd'.indexOf(a) - 'rwaicd'.indexOf(b)).join('')];
    }),
  );
}

/** By partition, what a declaration of `table` grants, in the same letters. */
function declaredOf({
  read = [],
  write = [],
  append = [],
  insert = [],
  delete: deletes = [],
}: TableAccess): Record<string, string> {
  const found: Record<string, string> = {};
  for (const prefix of new Set([...read, ...write, ...append, ...insert, ...deletes])) {
    const has = (names: readonly Prefix[], acts: string) => (names.includes(prefix) ? acts : '');
    const acts = has(read, 'rc') + has(write, 'wc') + has(insert, 'i') + has(deletes, 'd');
    const puts = write.includes(prefix) ? '' : has(append, 'a');
    found[prefix] = [...new Set(acts + puts)].sort((a, b) => 'rwaicd'.indexOf(a) - 'rwaicd'.indexOf(b)).join('');
  }
  return found;
}

test.each([...permissions.keys()])(
  '%s has the rights to partitions and lists that it declares, and no others',
  (word) => {
    const granted = permissions.get(word) ?? [];
    const { lists = [], parts, ...declared } = functions[word]?.table ?? {};
    expect(accessOf(granted)).toEqual(declaredOf(declared));
    expect(granted.filter(isIndex).flatMap(listsOf)).toEqual(lists);
    const named = parts ? { of: [...parts.of], attributes: ['pk', 'sk', ...parts.attributes] } : null;
    const part = granted.filter(isPart).map((each) => ({ action: each.action, ...partsOf(each) }));
    expect(part.toSorted((one, other) => other.action.localeCompare(one.action))).toEqual(
      named ? ['GetItem', 'BatchGetItem'].map((each) => ({ action: `dynamodb:${each}`, ...named })) : [],
    );
  },
);

test('reading takes get, one or many, and query, writing put and update: never a scan or a batch of writes, and of PartiQL the insert', () => {
  const actions = [...permissions.values()]
    .flat()
    .filter(onTable)
    .map(({ action }) => action);
  expect(new Set(actions)).toEqual(new Set(Object.keys(letters)));
});

test('a function that reads a partition may get and query it; one that updates it may put it', () => {
  for (const granted of permissions.values()) {
    const of = (action: string) =>
      granted
        .filter((permission) => permission.action === action && !isIndex(permission) && !isPart(permission))
        .flatMap(prefixesOf)
        .sort();
    expect(of('dynamodb:GetItem')).toEqual(of('dynamodb:Query'));
    expect(of('dynamodb:GetItem')).toEqual(of('dynamodb:BatchGetItem'));
    expect(of('dynamodb:PutItem')).toEqual(expect.arrayContaining(of('dynamodb:UpdateItem')));
  }
});

/** The verdict of the local stand-in of IAM, which runs in front of the table, with the policies of the template. */
function may(word: string, action: string, key: string, index = false): boolean {
  const statements = (permissions.get(word) ?? [])
    .filter((permission) => onTable(permission) && isIndex(permission) === index)
    .map((permission) => ({
      Effect: 'Allow' as const,
      Action: [permission.action],
      Resource: ['*'],
      Condition: Object.fromEntries(
        Object.entries(permission.condition ?? {}).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).map(([name, values]) => [name, [values].flat().map(String)])),
        ]),
      ),
    }));
  return isAllowed(statements, { action: `dynamodb:${action}`, resource: 't', leadingKeys: [key] });
}

describe('refused is', () => {
  const everybody = [...permissions.keys()];
  const writing = ['PutItem', 'UpdateItem', 'DeleteItem'];
  const writersOf = (key: string) => everybody.filter((word) => writing.some((action) => may(word, action, key)));

  test('to replace, change or take away a chained line of the trail, to everybody', () => {
    const { pk } = trailLineKey('acc_1', 1);
    expect(everybody.filter((word) => may(word, 'PartiQLInsert', pk))).toEqual(['trail']);
    const rewriting = [...writing, 'PartiQLUpdate', 'PartiQLDelete', 'BatchWriteItem'];
    expect(everybody.filter((word) => rewriting.some((action) => may(word, action, pk)))).toEqual([]);
  });

  test.each([
    ['sealClaim', ['ledger-seal']],
    ['seal', ['ledger-seal']],
    ['sealTimestamp', ['ledger-seal']],
    ['leaf', ['ledger-seal']],
    ['sealedFact', ['ledger-seal']],
    ['evidenceKey', ['ledger-seal']],
    ['certificate', ['data', 'gateway', 'verify', 'authorizer']],
  ] as const)('to replace, change or take away what lies under %s, to everybody', (prefix, inserters) => {
    const pk = `${prefixes[prefix]}1`;
    expect(everybody.filter((word) => may(word, 'PartiQLInsert', pk))).toEqual(inserters);
    const rewriting = [...writing, 'PartiQLUpdate', 'PartiQLDelete', 'BatchWriteItem'];
    expect(everybody.filter((word) => rewriting.some((action) => may(word, action, pk)))).toEqual([]);
  });

  test('to replace a person’s key, to everybody; one is made by keys, and taken away by leaving', () => {
    const pk = `${prefixes.personKey}1`;
    const by = (...actions: string[]) => everybody.filter((word) => actions.some((action) => may(word, action, pk)));
    expect(by('PartiQLInsert')).toEqual(['keys']);
    expect(by('DeleteItem', 'PartiQLDelete')).toEqual(['leaving']);
    expect(by('PutItem', 'UpdateItem', 'PartiQLUpdate', 'BatchWriteItem')).toEqual([]);
  });

  test('to insert with PartiQL anywhere else, to everybody', () => {
    const inserted: readonly Prefix[] = [
      'trail',
      'sealClaim',
      'seal',
      'sealTimestamp',
      'nonce',
      'leaf',
      'sealedFact',
      'evidenceKey',
      'certificate',
      'personKey',
    ];
    const others = Object.entries(prefixes).flatMap(([name, prefix]) =>
      inserted.includes(name as Prefix) ? [] : [prefix],
    );
    expect(everybody.filter((word) => others.some((each) => may(word, 'PartiQLInsert', `${each}1`)))).toEqual([]);
  });

  test('to see a line that waits, and so to find one to put another over, to everybody who puts lines there', () => {
    const { pk } = waitingLineKey({ organization: 'acc_1', at: '2026-11-30T00:00:00.000Z', id: 'l' });
    const writers = everybody.filter((word) => may(word, 'PutItem', pk));
    expect(writers.length).toBeGreaterThan(10);
    const reading = ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem'];
    const readers = everybody.filter((word) => reading.some((action) => may(word, action, pk)));
    expect(readers.toSorted()).toEqual(['trail', 'trail-pages']);
    expect(writers.filter((word) => readers.includes(word))).toEqual([]);
    expect(everybody.filter((word) => may(word, 'UpdateItem', pk))).toEqual([]);
    expect(everybody.filter((word) => may(word, 'DeleteItem', pk))).toEqual(['trail']);
  });

  test('to count a chain’s end and to write names, to everybody but the job, and to erase names, to all but a deletion', () => {
    expect(writersOf(trailHeadKey('acc_1').pk)).toEqual(['trail']);
    const names = trailNamesPartition('acc_1');
    expect(everybody.filter((word) => may(word, 'PutItem', names))).toEqual(['trail']);
    expect(everybody.filter((word) => may(word, 'DeleteItem', names))).toEqual(['leaving']);
  });

  test('to write lines as they were before the chain, to everybody but a deletion, which takes names out of them', () => {
    const { pk } = auditKey('acc_1', '2026-11-30T00:00:00.000Z', 'l');
    expect(writersOf(pk)).toEqual(['leaving']);
    expect(everybody.filter((word) => may(word, 'DeleteItem', pk))).toEqual([]);
  });

  test('to change anything but what is left of budgets, to the function that shows pages of the trail', () => {
    const shown = permissions.get('trail-pages') ?? [];
    const changing = shown.filter(({ action }) =>
      [...writing, 'PartiQLInsert'].some((each) => action === `dynamodb:${each}`),
    );
    expect(new Set(changing.flatMap(prefixesOf))).toEqual(new Set(['throttle']));
  });

  test('to write a webhook’s address or secrets, to everybody but its owner’s function and what deletes an account', () => {
    for (const owner of ['acc_1', operators])
      expect(writersOf(webhookKey(owner, 'hook').pk).toSorted()).toEqual(['leaving', 'webhooks']);
  });

  test('to change or take away anything but deliveries, how webhooks answer and its own note, to what connects to strangers’ addresses', () => {
    const sender = permissions.get('webhook-sender') ?? [];
    const changing = sender.filter(({ action }) => writing.some((each) => action === `dynamodb:${each}`));
    expect([...new Set(changing.flatMap(prefixesOf))].toSorted()).toEqual(['delivery', 'pulse', 'webhookState']);
    const lists = ['ACCOUNT', 'BADGE', 'BADGELOOK', 'EVENT'] as const;
    expect(lists.filter((list) => may('webhook-sender', 'Query', listPartition(list), true))).toEqual([]);
  });

  test('to tell what became of deliveries, to everybody but the sender, their owner’s function and what deletes', () => {
    const { pk } = deliveryKey({ owner: operators, webhookId: 'hook', at: '2026-11-30T00:00:00.000Z', eventId: 'e' });
    expect(writersOf(pk).toSorted()).toEqual(['badge-looks', 'leaving', 'webhook-sender', 'webhooks']);
    expect(everybody.filter((word) => may(word, 'PutItem', pk)).toSorted()).toEqual(['webhook-sender', 'webhooks']);
  });

  test('to write what an account is entitled to, to everybody who does not ask Stripe', () => {
    const readers = ['billing', 'leaving', 'reconcile', 'stripe-sync', 'top-up'];
    expect(writersOf(grantsKey('acc_1').pk).toSorted()).toEqual(readers);
  });

  test('to accept a licence, to suspend, to set a cap and to give seats, to everybody whose work it is not', () => {
    expect(writersOf(acceptanceKey('acc_1', 'l', 'h').pk).toSorted()).toEqual(['keys', 'leaving']);
    expect(writersOf(suspensionKey('acc_1').pk).toSorted()).toEqual(['admin', 'leaving']);
    expect(writersOf(spendCapKey('acc_1').pk)).toEqual(['billing']);
    expect(writersOf(seatsKey('acc_1', 'b').pk).toSorted()).toEqual(['affiliates', 'billing', 'leaving']);
  });

  test('to write the address and the name of an account, to the function of keys', () => {
    expect(writersOf(accountKey('acc_1').pk).toSorted()).toEqual(['accounts', 'billing', 'leaving', 'members']);
  });

  test('to delete what is kept for years or cannot be had again, to everybody', () => {
    const kept = [
      'account',
      'billing',
      'grant',
      'licence',
      'suspension',
      'key',
      'keyList',
      'usage',
      'overage',
    ] as const;
    const proofs = [
      'trail',
      'trailHead',
      'audit',
      'statusList',
      'signingKey',
      'licenceText',
      'suppression',
      'fingerprint',
      'event',
    ] as const;
    const deleters = [...kept, ...proofs].flatMap((name) =>
      everybody.filter((word) => may(word, 'DeleteItem', `${prefixes[name]}1`)),
    );
    expect(deleters).toEqual([]);
    expect(may('leaving', 'DeleteItem', `${prefixes.session}1`)).toBe(true);
  });

  test('to read sessions, addresses, mail and the trail, to what stands in front of data, pages for everybody and their lists', () => {
    const open = ['data', 'gateway', 'verify', 'authorizer', 'credentials', 'status-lists'];
    const personal = [
      'session',
      'account',
      'email',
      'link',
      'passkey',
      'suppression',
      'trail',
      'trailBox',
      'trailName',
      'audit',
    ] as const;
    const readers = personal.flatMap((name) => open.filter((word) => may(word, 'GetItem', `${prefixes[name]}1`)));
    expect(readers).toEqual([]);
  });

  test('to read more of a badge than the public sees, to what answers everybody; and to read its parts, to everybody else', () => {
    const all = ['badge', 'grant', 'suspension', 'seat'] as const;
    const reading = ['GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem'];
    const open = ['badge-pages', 'credentials', 'stripe-webhook'];
    for (const word of open)
      for (const name of all) expect(reading.filter((action) => may(word, action, `${prefixes[name]}1`))).toEqual([]);
    const withParts = everybody.filter((word) => (permissions.get(word) ?? []).some(isPart));
    expect(withParts.toSorted()).toEqual(['badge-pages', 'credentials', 'data']);
  });

  test('to read what is for operators alone, to everybody but the console and what writes it', () => {
    const readersOf = (name: Prefix) => everybody.filter((word) => may(word, 'GetItem', `${prefixes[name]}1`));
    expect(readersOf('drift').toSorted()).toEqual(['admin', 'reconcile']);
    expect(readersOf('event').toSorted()).toEqual(['admin', 'reconcile', 'trail-pages']);
    expect(readersOf('operatorInvitation').toSorted()).toEqual(['accounts', 'admin']);
  });

  test('to list every account with its address, to everybody but the console and the jobs that walk over accounts', () => {
    const listing = everybody.filter((word) => may(word, 'Query', listPartition('ACCOUNT'), true));
    expect(listing.toSorted()).toEqual([
      'admin',
      'key-expiry',
      'licence-notices',
      'reconcile',
      'usage-merge',
      'usage-report',
    ]);
  });
});

test('every permission on the table names the one table or its index', () => {
  const resources = [...permissions.values()]
    .flat()
    .filter(onTable)
    .map(({ resource }) => resource);
  const arn = /^StorageTable[0-9A-F]{8}Arn[0-9A-F]{8}(\/index\/lists)?$/;
  expect(resources.filter((resource) => !arn.test(resource))).toEqual([]);
});
