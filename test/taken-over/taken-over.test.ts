import { writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { attack, type Findings } from './attack.ts';
import { type AttackedDeployment, startDeployment } from './deployment.ts';
import { filledWorld, type World } from './world.ts';
import { senderOf } from './requests.ts';

let deployment: AttackedDeployment;
let world: World;
const findings: Findings[] = [];
const owner = { endpoint: '', accessKeyId: randomBytes(8).toString('hex') };

beforeAll(async () => {
  owner.endpoint = inject('dynamoDbEndpoint');
  world = await filledWorld();
  deployment = await startDeployment(owner);
  await fill();
  for (const role of deployment.roles) findings.push(await attack(role, deployment, world, owner));
}, 300_000);
afterAll(() => deployment.stop());

async function fill() {
  const { call } = senderOf(owner.accessKeyId);
  for (const { stored } of world.items) {
    const { ok, body } = await call(owner.endpoint, 'DynamoDB_20120810.PutItem', {
      TableName: deployment.tableName,
      Item: JSON.parse(JSON.stringify(stored, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value))),
    });
    if (!ok) throw new Error(JSON.stringify(body));
  }
  const [{ id, names } = { id: '', names: new Set() }] = world.organizations;
  for (const { url, fifo } of deployment.queues) await deployment.send(url, JSON.stringify({ accountId: id, names: [...names] }), fifo);
}

test('x', () => {
  console.log(world.missing, world.organizations.length, world.items.length, world.handles);
  writeFileSync('/tmp/findings.json', JSON.stringify(findings, null, 1));
  expect(findings.length).toBeGreaterThan(20);
});
