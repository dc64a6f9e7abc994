import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore, type ParameterStore } from '../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';
import { readSecretIfSet, readSecrets, readSecretsIfSet } from '../../shared/connect.ts';

const now = () => new Date('2026-11-24T00:00:00Z');
let parameters: ParameterStore;
let server: Awaited<ReturnType<typeof startAwsServer>>;
beforeAll(async () => {
  parameters = createParameterStore(now);
  server = await startAwsServer(parameters, createMailService(createMailbox(), now));
});
afterAll(() => server.stop());
beforeEach(() => {
  const variables = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', SECRETS_PATH: '/tollgate/dev' };
  for (const [name, value] of Object.entries({ ...variables, AWS_REGION: 'us-east-1' })) vi.stubEnv(name, value);
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', server.endpoint);
});

const names = Array.from({ length: 23 }, (_, i) => `upstream-u${i}` as const);

it('more secrets than Parameter Store answers at once are read all the same', async () => {
  for (const name of names) parameters.put(`/tollgate/dev/${name}`, `secret of ${name}`);
  expect(await readSecrets(names)).toEqual(Object.fromEntries(names.map((name) => [name, `secret of ${name}`])));
});

it('of secrets that may be missing those are known that were set, and none where none is asked for', async () => {
  parameters.put('/tollgate/dev/service-keys', '{}');
  const found = await readSecretsIfSet(['service-keys', 'upstream-gone', 'upstream-u1']);
  expect([...found]).toEqual([
    ['service-keys', '{}'],
    ['upstream-u1', 'secret of upstream-u1'],
  ]);
  expect((await readSecretsIfSet([])).size).toBe(0);
  expect(await readSecretIfSet('upstream-gone')).toBeNull();
});

it('secrets that must be there are named where they are not', async () => {
  await expect(readSecrets(['upstream-u1', 'upstream-gone', 'key-peppers'])).rejects.toThrow(
    'Missing SSM parameter: /tollgate/dev/upstream-gone, /tollgate/dev/key-peppers',
  );
});
