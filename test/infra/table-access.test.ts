import { expect, test } from 'vitest';
import type { Prefix } from '../../shared/storage/prefixes.ts';
import { functionsOf, type Permission, permissionsOf, prefixesOf } from './policies.ts';
import { deployment } from './support.ts';

const dev = deployment();
const permissions = permissionsOf(dev);

/**
 * Who may do what on which partitions. r: get, get many, query; w: put, update; c: check within a transaction; d: delete;
 * q: query of the index `lists`.
 */
const access: Record<string, Record<string, string>> = {
  accounts: {
    rwcd: 'session passkey',
    rwc: 'account email',
    rcd: 'link operatorInvitation',
    wcd: 'challenge',
    rc: 'billing access suppression',
    wc: 'throttle audit',
  },
  leaving: {
    rwc: 'account billing access counter changes audit suppression',
    rwcd: 'webhook badge affiliate',
    rcd: 'session link passkey checkout domain notice',
    wc: 'key fingerprint',
    d: 'email',
  },
  billing: {
    rwc: 'account billing checkout access counter changes audit fingerprint',
    rc: 'session usage badge affiliate webhook suppression',
    wc: 'throttle',
    wcd: 'customer',
  },
  keys: { rwc: 'account access changes audit', rc: 'session environment batch usage served', wc: 'key' },
  data: {
    rwc: 'counter environment',
    rwcd: 'exportClaim',
    rc: 'key access changes batch usage badge',
    wc: 'served',
  },
  gateway: { rwc: 'counter environment', rc: 'key access changes' },
  verify: { rwc: 'counter environment verification', rc: 'key access changes' },
  authorizer: { rwc: 'counter environment', rc: 'key access changes' },
  'status-lists': { rwc: 'statusList', rc: 'badge access' },
  credentials: { rwc: 'statusList signingKey', rc: 'badge access' },
  affiliates: {
    rwc: 'access',
    rwcd: 'affiliate badge',
    rc: 'session account suppression',
    wc: 'audit webhook throttle',
  },
  domains: { rwc: 'badge domain', rc: 'session account', wc: 'audit webhook throttle' },
  'domain-check': { rwc: 'badge domain', rc: 'account', wc: 'audit webhook', q: 'list' },
  badges: { rwcd: 'badge', rc: 'directory session access account suppression', wc: 'audit webhook throttle' },
  admin: {
    rwc: 'badge suppression counter access changes',
    rc: 'session account email billing event drift',
    wc: 'audit webhook',
    q: 'list',
  },
  'licence-registry': { rc: 'licenceText' },
  'licence-notices': { rwc: 'licenceText', rc: 'account access', q: 'list' },
  'stripe-webhook': {},
  unrouted: {},
  'stripe-sync': {
    rwcd: 'waiting',
    rwc: 'billing access counter changes',
    rc: 'customer account',
    wc: 'event audit fingerprint',
  },
  'top-up': { rwc: 'billing access counter changes', rc: 'account', wc: 'audit fingerprint' },
  'usage-merge': { rwcd: 'environment', rwc: 'batch usage counter', rc: 'served access', q: 'list' },
  reconcile: {
    rwc: 'billing access counter changes audit drift overage',
    rc: 'event usage',
    wc: 'fingerprint',
    q: 'list',
  },
  'badge-settlement': { rwcd: 'badge', rc: 'account', wc: 'audit', q: 'list' },
  'usage-report': { rwc: 'overage', rc: 'account billing access usage', q: 'list' },
  mailer: { rwc: 'link', rc: 'email account suppression', wc: 'notice throttle' },
  'mail-feedback': { rwc: 'suppression' },
  webhooks: { rwcd: 'webhook', rc: 'session account', wc: 'audit throttle' },
  'webhook-sender': {
    rwcd: 'webhook directory',
    rwc: 'badge statusList',
    rc: 'account access affiliate',
    wc: 'audit',
    q: 'list',
  },
};

const letters: Record<string, string> = {
  'dynamodb:GetItem': 'r',
  'dynamodb:BatchGetItem': 'r',
  'dynamodb:Query': 'r',
  'dynamodb:PutItem': 'w',
  'dynamodb:UpdateItem': 'w',
  'dynamodb:ConditionCheckItem': 'c',
  'dynamodb:DeleteItem': 'd',
};

const onTable = ({ action }: Permission) => action.startsWith('dynamodb:');
const isIndex = ({ resource }: Permission) => resource.includes('/index/');

function letterOf(permission: Permission): string {
  if (!isIndex(permission)) return letters[permission.action] ?? permission.action;
  return permission.action === 'dynamodb:Query' && permission.resource.endsWith('/index/lists')
    ? 'q'
    : permission.action;
}

/** What a function may do, by partition: `{ account: 'rwc' }`, letters in the order of the table above. */
function accessOf(granted: readonly Permission[]): Record<string, string> {
  const found = new Map<Prefix, Set<string>>();
  for (const permission of granted.filter(onTable))
    for (const prefix of prefixesOf(permission))
      found.set(prefix, (found.get(prefix) ?? new Set()).add(letterOf(permission)));
  return Object.fromEntries(
    [...found].map(([prefix, set]) => [
      prefix,
      [...set].sort((a, b) => 'rwcdq'.indexOf(a) - 'rwcdq'.indexOf(b)).join(''),
    ]),
  );
}

const byPrefix = (row: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(row).flatMap(([allowed, names]) => names.split(' ').map((name) => [name, allowed])),
  );

test.each(Object.keys(access))('%s reaches its partitions, with these actions, and no others', (word) => {
  expect(accessOf(permissions.get(word) ?? [])).toEqual(byPrefix(access[word]!));
});

test('the table of access names every function there is', () => {
  expect([...functionsOf(dev).keys()].sort()).toEqual(Object.keys(access).sort());
});

test('reading takes get, one or many, and query, writing put and update: never a scan, a batch of writes or PartiQL', () => {
  const actions = [...permissions.values()]
    .flat()
    .filter(onTable)
    .map(({ action }) => action);
  expect(new Set(actions)).toEqual(new Set(Object.keys(letters)));
});

test('who reads a partition may get as well as query it, who writes it may put as well as update', () => {
  for (const granted of permissions.values()) {
    const of = (action: string) =>
      granted
        .filter((permission) => permission.action === action && !isIndex(permission))
        .flatMap(prefixesOf)
        .sort();
    expect(of('dynamodb:GetItem')).toEqual(of('dynamodb:Query'));
    expect(of('dynamodb:GetItem')).toEqual(of('dynamodb:BatchGetItem'));
    expect(of('dynamodb:PutItem')).toEqual(of('dynamodb:UpdateItem'));
  }
});

test('every permission on the table names the one table or its index', () => {
  const resources = [...permissions.values()]
    .flat()
    .filter(onTable)
    .map(({ resource }) => resource);
  const arn = /^StorageTable[0-9A-F]{8}Arn[0-9A-F]{8}(\/index\/lists)?$/;
  expect(resources.filter((resource) => !arn.test(resource))).toEqual([]);
});
