import { describe, expect, test } from 'vitest';
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
import type { Prefix } from '../../shared/storage/prefixes.ts';
import { deliveryKey, webhookKey } from '../../shared/storage/webhooks/webhook-keys.ts';
import { functionsOf, listsOf, type Permission, permissionsOf, prefixesOf } from './policies.ts';
import { deployment } from './support.ts';

const dev = deployment();
const permissions = permissionsOf(dev);

/**
 * The actions of each role on each partition. `r`: get, get many, query. `w`: put, update. `a`: put alone. `c`: check within a transaction.
 * `d`: delete.
 */
const access: Record<string, Record<string, string>> = {
  accounts: {
    rwcd: 'session passkey',
    rwc: 'account email',
    rcd: 'link operatorInvitation',
    wcd: 'challenge',
    rc: 'billing access suppression',
    wc: 'throttle',
    a: 'audit',
  },
  leaving: {
    rwc: 'account billing counter changes audit keyList suppression',
    rwcd: 'webhook badge affiliate',
    rcd: 'session link passkey checkout domain notice webhookState delivery',
    rc: 'access',
    wc: 'key fingerprint grant licence suspension seat look left',
    d: 'email',
  },
  billing: {
    rwc: 'account billing checkout counter changes fingerprint',
    rc: 'session usage badge affiliate webhook webhookState access keyList suppression',
    wc: 'throttle grant seat spendCap',
    wcd: 'customer',
    rac: 'audit',
  },
  keys: {
    rwc: 'changes keyList',
    rc: 'session account access environment batch usage served counter',
    wc: 'key licence',
    rac: 'audit',
  },
  data: {
    rwc: 'counter environment',
    rwcd: 'exportClaim',
    rc: 'key access changes batch usage badge',
    wc: 'served',
  },
  gateway: { rwc: 'counter environment', rc: 'key access changes', wc: 'served' },
  verify: { rwc: 'counter environment verification', rc: 'key access changes', wc: 'served' },
  authorizer: { rwc: 'counter environment', rc: 'key access changes', wc: 'served' },
  'status-lists': { rwc: 'statusList', rc: 'badge access' },
  credentials: { rwc: 'statusList signingKey', rc: 'badge access' },
  affiliates: {
    rwcd: 'affiliate badge',
    rc: 'session account suppression access',
    wc: 'seat look throttle',
    a: 'audit',
  },
  domains: { rwc: 'badge domain', rc: 'session account', wc: 'look throttle', a: 'audit' },
  'domain-check': { rwc: 'badge domain', rc: 'account', wc: 'look', a: 'audit' },
  badges: { rwcd: 'badge', rc: 'directory session access account suppression', wc: 'look throttle', a: 'audit' },
  admin: {
    rwc: 'badge suppression counter changes',
    rc: 'session account email billing event drift access',
    wc: 'suspension look',
    rac: 'audit',
  },
  'licence-registry': { rc: 'licenceText' },
  'licence-notices': { rwc: 'licenceText', rc: 'account access' },
  'stripe-webhook': {},
  unrouted: {},
  'stripe-sync': {
    rwcd: 'waiting',
    rwc: 'billing counter changes',
    rc: 'customer account access',
    wc: 'event fingerprint grant',
    a: 'audit',
  },
  'top-up': { rwc: 'billing counter changes', rc: 'account access', wc: 'fingerprint grant', a: 'audit' },
  'usage-merge': { rwcd: 'environment', rwc: 'batch usage counter', rc: 'served access' },
  reconcile: {
    rwc: 'billing counter changes drift overage',
    rc: 'event usage access account customer',
    wc: 'fingerprint grant',
    rac: 'audit',
  },
  'badge-settlement': { rwcd: 'badge', rc: 'account', a: 'audit' },
  'usage-report': { rwc: 'overage', rc: 'account billing access usage' },
  mailer: { rwc: 'link', rc: 'email account suppression', wc: 'notice throttle' },
  'mail-feedback': { rwc: 'suppression' },
  webhooks: { rwcd: 'webhook webhookState', rwc: 'delivery', rc: 'session account', wc: 'throttle', a: 'audit' },
  'webhook-sender': { rwc: 'webhookState delivery', rc: 'webhook account' },
  'badge-looks': {
    rwcd: 'directory told',
    rwc: 'badge statusList',
    rcd: 'delivery',
    rc: 'account access affiliate',
    wcd: 'look',
    a: 'audit',
  },
};

/** The partitions of the index `lists` that each role may query. */
const lists: Record<string, string> = {
  admin: 'ACCOUNT EVENT BADGE SUPPRESSION',
  'domain-check': 'DOMAIN',
  'usage-merge': 'ACCOUNT',
  reconcile: 'ACCOUNT EVENT',
  'badge-settlement': 'BADGESETTLEMENT',
  'usage-report': 'ACCOUNT',
  'licence-notices': 'ACCOUNT',
  'webhook-sender': 'DELIVERY',
  'badge-looks': 'BADGELOOK',
};

const letters: Record<string, string> = {
  'dynamodb:GetItem': 'r',
  'dynamodb:BatchGetItem': 'r',
  'dynamodb:Query': 'r',
  'dynamodb:PutItem': 'a',
  'dynamodb:UpdateItem': 'w',
  'dynamodb:ConditionCheckItem': 'c',
  'dynamodb:DeleteItem': 'd',
};

const onTable = ({ action }: Permission) => action.startsWith('dynamodb:');
const isIndex = ({ resource }: Permission) => resource.includes('/index/');

/** The actions of a function by partition: `{ account: 'rwc' }`, in the order r, w, a, c, d. */
function accessOf(granted: readonly Permission[]): Record<string, string> {
  const found = new Map<Prefix, Set<string>>();
  for (const permission of granted.filter((each) => onTable(each) && !isIndex(each)))
    for (const prefix of prefixesOf(permission))
      found.set(prefix, (found.get(prefix) ?? new Set()).add(letters[permission.action] ?? permission.action));
  return Object.fromEntries(
    [...found].map(([prefix, set]) => {
      if (set.has('w')) set.delete('a');
      return [prefix, [...set].sort((a, b) => 'rwacd'.indexOf(a) - 'rwacd'.indexOf(b)).join('')];
    }),
  );
}

const byPrefix = (row: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(row).flatMap(([allowed, names]) => names.split(' ').map((name) => [name, allowed])),
  );

test.each(Object.keys(access))('%s reaches its partitions, with these actions, and no others', (word) => {
  expect(accessOf(permissions.get(word) ?? [])).toEqual(byPrefix(access[word]!));
});

test.each(Object.keys(access))('%s pages through these lists and no others', (word) => {
  const queries = (permissions.get(word) ?? []).filter(isIndex);
  expect(queries.flatMap(listsOf)).toEqual(lists[word]?.split(' ') ?? []);
});

test('the table of access names every function', () => {
  expect([...functionsOf(dev).keys()].sort()).toEqual(Object.keys(access).sort());
});

test('reading takes get, one or many, and query, writing put and update: never a scan, a batch of writes or PartiQL', () => {
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
        .filter((permission) => permission.action === action && !isIndex(permission))
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

  test('to change or take away a line of the trail, to everybody but what deletes an account', () => {
    const line = auditKey('acc_1', '2026-11-30T00:00:00.000Z', 'l').pk;
    expect(everybody.filter((word) => may(word, 'PutItem', line)).length).toBeGreaterThan(10);
    expect(everybody.filter((word) => may(word, 'UpdateItem', line))).toEqual(['leaving']);
    expect(everybody.filter((word) => may(word, 'DeleteItem', line))).toEqual([]);
  });

  test('to write a webhook’s address or secrets, to everybody but its owner’s function and what deletes an account', () => {
    for (const owner of ['acc_1', operators])
      expect(writersOf(webhookKey(owner, 'hook').pk).toSorted()).toEqual(['leaving', 'webhooks']);
  });

  test('to change or take away anything but deliveries and how webhooks answer, to what connects to strangers’ addresses', () => {
    const sender = permissions.get('webhook-sender') ?? [];
    const changing = sender.filter(({ action }) => writing.some((each) => action === `dynamodb:${each}`));
    expect([...new Set(changing.flatMap(prefixesOf))].toSorted()).toEqual(['delivery', 'webhookState']);
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
    expect(writersOf(accountKey('acc_1').pk).toSorted()).toEqual(['accounts', 'billing', 'leaving']);
  });

  test('to list every account with its address, to everybody but the console and the jobs that walk over accounts', () => {
    const listing = everybody.filter((word) => may(word, 'Query', listPartition('ACCOUNT'), true));
    expect(listing.toSorted()).toEqual(['admin', 'licence-notices', 'reconcile', 'usage-merge', 'usage-report']);
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
