import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { localClient } from '../support/tables.ts';
import { allowedOf, reasons } from './allowed.ts';
import { attack, type Findings } from './attack.ts';
import { type AttackedDeployment, startDeployment } from './deployment.ts';
import { tableOf, withTable } from './figure.ts';
import { senderOf } from './requests.ts';
import { shownBesides } from './second-ideas.ts';
import { foldersOf } from './service-program.ts';
import { filledWorld, kinds, type World } from './world.ts';

let deployment: AttackedDeployment;
let world: World;
const findings = new Map<string, Findings>();
const owner = { endpoint: '', accessKeyId: randomBytes(8).toString('hex') };

beforeAll(async () => {
  owner.endpoint = inject('dynamoDbEndpoint');
  world = await filledWorld();
  deployment = await startDeployment(owner);
  await fill();
  for (const role of deployment.roles) findings.set(role.name, await attack(role, deployment, world, owner));
}, 300_000);
afterAll(() => deployment.stop());

/** Puts the world into the table, a message that names an organization into each queue, and objects into the buckets. */
async function fill() {
  const { call } = senderOf(owner.accessKeyId);
  for (const { stored } of world.items) {
    const put = { TableName: deployment.tableName, Item: stored };
    expect(await call(owner.endpoint, 'DynamoDB_20120810.PutItem', put)).toMatchObject({ ok: true });
  }
  const [{ id, names } = { id: '', names: [] }] = world.organizations;
  const message = JSON.stringify({ accountId: id, names: [...names] });
  for (const { url, fifo } of deployment.queues) await deployment.send(url, message, fifo);
  for (const bucket of deployment.buckets)
    for (const folder of foldersOf(bucket)) await deployment.store(bucket, `${folder}/object`);
}

const canOf = (name: string) => findings.get(name)?.can ?? [];
const whoCan = (pattern: RegExp) => [...findings.values()].filter(({ can }) => can.some((each) => pattern.test(each)));

test('the world that is attacked has several organizations and an item of every kind', () => {
  expect(world.organizations.length).toBeGreaterThanOrEqual(4);
  expect(kinds.filter((kind) => !world.items.some((item) => item.kind === kind))).toEqual([]);
  expect([...findings.keys()].toSorted()).toEqual(Object.keys(functions).toSorted());
});

test.each(Object.keys(functions))('%s, taken over, can do what is listed with its reason, and nothing else', (name) => {
  const [can, allowed] = [canOf(name), allowedOf(name)];
  const notListed = can.filter((each) => !allowed.includes(each));
  const gone = allowed.filter((each) => !can.includes(each));
  expect({ notListed, gone }).toEqual({ notListed: [], gone: [] });
});

test('every reason is one sentence, and about functions that exist', () => {
  expect(reasons.filter(({ because }) => !/^[A-Z][^.]{10,}\.$/.test(because))).toEqual([]);
  expect(reasons.flatMap(({ who }) => who).filter((name) => !(name in functions))).toEqual([]);
});

describe('no function, taken over,', () => {
  test.each([
    ['scans the table or speaks PartiQL', /^scans/],
    ['replaces a secret', /^replaces the secret/],
    ['deletes or disables a signing key', /signing keys$/],
    ['deletes an object, or writes a dataset or sample', /^deletes objects|^writes objects of (datasets|public)/],
    ['empties a queue', /^empties/],
    ['sends mail from another address', /from any address/],
    ['replaces, changes or deletes a chained line of the trail', /^(writes|rewrites|deletes) trail$/],
    ['deletes a line from before there were chains', /^deletes audit$/],
  ])('%s', (_, pattern) => {
    expect(whoCan(pattern)).toEqual([]);
  });
});

test('the pages of badges change nothing, and know no secret and no session', () => {
  expect(findings.get('badge-pages')).toMatchObject({ money: 0, credentials: 0, trail: [] });
  expect(
    canOf('badge-pages').filter((each) => !/^reads (directory|of (badge|grant|suspension|seat): .*)$/.test(each)),
  ).toEqual([]);
});

const nothing = { reads: 0, changes: 0 };

test('the pages of badges reach no organization, from public handles or from every id', () => {
  expect(findings.get('badge-pages')).toMatchObject({
    alone: nothing,
    told: nothing,
    money: 0,
    credentials: 0,
    trail: [],
  });
});

test.each(['badge-pages', 'credentials', 'data'])(
  '%s reads all public badges with what it is granted',
  async (name) => {
    const { accessKeyId } = deployment.roles.find((each) => each.name === name)!;
    const readWith = async (endpoint: string, key: string) => {
      const client = localClient(endpoint, { credentials: { accessKeyId: key, secretAccessKey: 'local' } });
      const reads = badgeReadsOver(dynamoTable({ client, tableName: deployment.tableName }));
      const found = await reads.read(world.handles);
      client.destroy();
      return found;
    };
    const found = await readWith(deployment.endpoints.table, accessKeyId);
    expect(found).toEqual(await readWith(owner.endpoint, owner.accessKeyId));
    expect(found.filter((read) => read !== null && read.access.grants.length > 0).length).toBeGreaterThan(0);
  },
);

test('the function that signs badges reads no organization, and no line of a trail', () => {
  const { alone, told, money, trail } = findings.get('credentials')!;
  expect({ alone: alone.reads, told: told.reads, money, trail }).toEqual({ alone: 0, told: 0, money: 0, trail: [] });
});

test('functions that answer everybody read no address, history, check, subscription or private reason', () => {
  for (const name of ['badge-pages', 'credentials', 'stripe-webhook'])
    for (const each of canOf(name).filter((can) => /^reads (of )?(badge|grant|suspension|seat)\b/.test(can)))
      expect(each).toMatch(/: (shown|version|suspended|accepted|bytes|type|width|height|, )+$/);
});

test.each(['badge-pages', 'credentials', 'verify', 'stripe-webhook'])(
  '%s, taken over, is shown nothing more by other requests, other names or other keys',
  async (name) => {
    const role = deployment.roles.find((each) => each.name === name)!;
    const { shown, asked } = await shownBesides(role, findings.get(name)!, deployment, world);
    expect(shown).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  },
  60_000,
);

test('the samples reach no item and no organization, no secret and no record that is sold', () => {
  const { alone, told, money, credentials, trail, can } = findings.get('samples')!;
  expect({ alone, told, money, credentials, trail, can }).toEqual({
    alone: { reads: 0, changes: 0 },
    told: { reads: 0, changes: 0 },
    money: 0,
    credentials: 0,
    trail: [],
    can: ['reads objects of public/samples'],
  });
});

test('only the functions that make keys or admit calls read the pepper', () => {
  const readers = whoCan(/^reads the secret key-peppers$/).map(({ name }) => name);
  expect(readers.toSorted()).toEqual(['authorizer', 'data', 'gateway', 'keys', 'verify']);
});

test('only the job that chains inserts into the trail', () => {
  expect(whoCan(/^inserts trail$/).map(({ name }) => name)).toEqual(['trail']);
});

test('only the gateway reads the secrets of upstreams', () => {
  expect(whoCan(/^reads the secret upstream-/).map(({ name }) => name)).toEqual(['gateway']);
});

test('the function that takes Stripe’s webhooks reaches no item and no organization', () => {
  const { alone, told, trail } = findings.get('stripe-webhook')!;
  expect({ alone, told, trail }).toEqual({
    alone: { reads: 0, changes: 0 },
    told: { reads: 0, changes: 0 },
    trail: [],
  });
});

test('the table in SECURITY.md is the one that was measured', () => {
  const file = new URL('../../SECURITY.md', import.meta.url);
  const text = readFileSync(file, 'utf8');
  const now = withTable(text, tableOf([...findings.values()], world.organizations.length));
  if (process.env.UPDATE_FIGURE) writeFileSync(file, now);
  expect(text).toBe(process.env.UPDATE_FIGURE ? text : now);
});
