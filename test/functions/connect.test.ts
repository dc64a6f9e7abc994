import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createMailService } from '../../local/aws/mail-service.ts';
import { createParameterStore, type ParameterStore } from '../../local/aws/parameter-store.ts';
import { startAwsServer } from '../../local/aws/server.ts';
import { createMailbox } from '../../local/mailbox.ts';
import { connectHandleHash, connectSecret, connectSecrets } from '../../shared/connect.ts';
import { handleHashWith } from '../../shared/domain/badges/retired-handle.ts';
import type { SecretName } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';

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
const log = logOf('test', () => {});
const textsOf = (found: ReadonlyMap<SecretName, { readonly text: string }>) =>
  [...found].map(([name, { text }]) => [name, text]);

it('more secrets than Parameter Store answers at once are read all the same', async () => {
  for (const name of names) parameters.put(`/tollgate/dev/${name}`, `secret of ${name}`);
  const secrets = await connectSecrets({ names, parse: textsOf, log });
  expect(await secrets.current()).toEqual(names.map((name) => [name, `secret of ${name}`]));
});

it('optional secrets are known where they were set, and none is read where none is asked for', async () => {
  parameters.put('/tollgate/dev/service-keys', '{}');
  const optional = (asked: readonly SecretName[]) =>
    connectSecrets({ names: asked, parse: textsOf, areOptional: true, log });
  const found = await optional(['service-keys', 'upstream-gone', 'upstream-u1']);
  expect(await found.current()).toEqual([
    ['service-keys', '{}'],
    ['upstream-u1', 'secret of upstream-u1'],
  ]);
  expect(await (await optional([])).current()).toEqual([]);
});

it('secrets that must be there are named where they are not, and nothing starts without them', async () => {
  await expect(connectSecrets({ names: ['upstream-u1', 'upstream-gone'], parse: textsOf, log })).rejects.toThrow(
    'Missing SSM parameter: /tollgate/dev/upstream-gone',
  );
  await expect(connectSecret('key-peppers', log)).rejects.toThrow('/tollgate/dev/key-peppers');
});

it('a secret says when it was put there, by the clock of Parameter Store', async () => {
  parameters.put('/tollgate/dev/key-peppers', 'x');
  const parse = (found: ReadonlyMap<SecretName, { readonly publishedAt: Date }>) =>
    found.get('key-peppers')?.publishedAt;
  const secrets = await connectSecrets({ names: ['key-peppers'], parse, log });
  expect(await secrets.current()).toEqual(now());
});

it('handles are hidden by the key as it is now, read again within a minute like every other secret', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    parameters.put('/tollgate/dev/handle-key', 'a wrong key');
    const hashOf = await connectHandleHash(log);
    const before = await hashOf('ada');
    parameters.put('/tollgate/dev/handle-key', 'the key of the table');
    vi.setSystemTime(Date.now() + 60_001);
    const after = await hashOf('ada');
    expect(after).not.toBe(before);
    expect(after).toBe(await handleHashWith(async () => 'the key of the table')('ada'));
  } finally {
    vi.useRealTimers();
  }
});
