/** The ledger on the local world: a served read is sealed, published, and checked by the invariants. */
import { createPublicKey, type JsonWebKeyInput, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { acceptLicences, buy, freshEmail, local, newKey, post, read, signUp, worldUrl } from '../support/client.ts';

type Signed = {
  readonly seal: { readonly number: number; readonly entries: number };
  readonly keyId: string;
  readonly signature: string;
};
const published = async <T>(path: string) => {
  const answer = await fetch(new URL(`/.well-known/tollgate/${path}`, worldUrl()));
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
};

test('a read that was served is under a published seal within two hours, whose signature anybody checks', async () => {
  const buyer = await signUp(freshEmail('ledger'));
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  expect((await read('/data/posts?limit=3', secret)).status).toBe(200);
  await local.advance(60);
  await post('/__local/jobs/usage-merge', {});
  await local.advance(2 * 3_600);
  await post('/__local/jobs/ledger-seal', {});
  const [newest] = (await published<{ data: Signed[] }>('seals?limit=1')).data;
  expect(newest?.seal.entries).toBeGreaterThan(0);
  const { keys } = await published<{ keys: (JsonWebKeyInput['key'] & { kid: string; use: string })[] }>('keys');
  const { kid: _, use, ...jwk } = keys.find(({ kid }) => kid === newest!.keyId)!;
  expect(use).toBe('seals');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(JSON.stringify(newest!.seal));
  expect(verify('sha256', signed, key, Buffer.from(newest!.signature, 'base64'))).toBe(true);
  const { seal } = await published<Signed>(`seals/${newest!.seal.number}`);
  expect(seal).toEqual(newest!.seal);
});
