import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { grantsKey } from '../../shared/storage/item-keys.ts';
import { acceptLicences, buy, freshEmail, local, newKey, post, read, signUp, worldUrl } from '../support/client.ts';
import { localClient } from '../support/tables.ts';

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function invariants(): Promise<Ended> {
  const env = { PATH: process.env.PATH };
  const run = promisify(execFile)(process.execPath, ['cli/invariants.ts', '--url', worldUrl()], { env });
  return run.then(
    (out) => ({ code: 0, ...out }),
    (error) => error as Ended,
  );
}

test('npm run invariants holds on this world once reconcile has run, whatever was done to it before, and finds what is broken by hand', async () => {
  const buyer = await signUp(freshEmail('invariants'));
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  expect((await read('/data/posts?limit=3', secret)).status).toBe(200);
  await local.advance(0);
  await post('/__local/jobs/reconcile', {});
  const whole = await invariants();
  expect(whole, whole.stdout + whole.stderr).toMatchObject({ code: 0 });
  expect(whole.stdout.trim().split('\n')).toHaveLength(5);

  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  const { endpoint, table, accessKeyId } = (await local.status()).dynamodb;
  const credentials = { accessKeyId, secretAccessKey: 'local' };
  const nothing = { UpdateExpression: 'SET grants = :none', ExpressionAttributeValues: { ':none': [] } };
  await localClient(endpoint, { credentials }).send(
    new UpdateCommand({ TableName: table, Key: grantsKey(id), ...nothing }),
  );
  const broken = await invariants();
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(new RegExp(`^BROKEN +1 .*1 way .*\\n +account ${id}: grant `));
  await post('/__local/jobs/reconcile', {});
  expect((await invariants()).code).toBe(0);
});
