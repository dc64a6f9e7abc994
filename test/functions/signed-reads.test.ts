/** Requests that a buyer signs, from their header to the entry of the ledger: what is served, and what is refused with which reason. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReader, generateSigningKey } from '../../clients/node/tollgate-reader.ts';
import { signatureBase, signedFault } from '../../evidence/verify/signatures.ts';
import { groupOf } from '../../shared/domain/billing/stripe-message.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { signatureBaseOf } from '../../shared/http/request-signature.ts';
import { innerListText } from '../../shared/http/structured-fields.ts';
import type { Problem } from '../../shared/http/views.ts';
import { callSignature } from '../../shared/services/metering/call-signature.ts';
import type { Caller } from '../../shared/services/metering/caller.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { messageOf } from '../../shared/stripe/webhook.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { origin, type Reply } from '../support/app-request.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const pair = generateSigningKey();
const table = memoryTable();
let stripe: TestStripe;
let app: App;
let owner: Person;
let live: string;
let testKey: string;
let aheadMs = 0;
const now = () => new Date(stripe.now().getTime() + aheadMs);
/** A change takes effect within 2 s. */
const later = () => {
  aheadMs += 3_000;
};

beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
  app = assemble({ table, stripe: stripe.gateway, now });
  owner = await signUp(app, 'signing@buyer.example');
  const { body } = await owner.send<{ url: string }>('POST', '/v1/checkout', { price: 'pro_monthly' });
  await pay(body.url);
  for (const event of (await stripe.sdk.events.list({ limit: 100 })).data) {
    const message = messageOf(event);
    app.stripeQueue.put(message, { group: groupOf(message), deduplicationId: event.id });
  }
  await app.drain();
  await acceptLicences(owner);
  [live, testKey] = [(await newKey(owner)).secret, (await newKey(owner, 'test')).secret];
  await owner.send('POST', '/v1/signing-keys', { publicKey: pair.publicKey, name: 'Server' });
});
afterAll(() => stripe.stop());

type Sent = { readonly target: string; readonly headers: Record<string, string>; readonly body: string | undefined };

/** A request as the client for buyers signs it. */
async function signedByClient(target: string, { method = 'GET', body = '', at = now() } = {}): Promise<Sent> {
  let sent: Sent | undefined;
  const fetched = async (url: unknown, init: RequestInit = {}) => {
    const { authorization: _, ...headers } = init.headers as Record<string, string>;
    sent = { target: String(url), headers: headers as Record<string, string>, body: body || undefined };
    return new Response(null, { status: 204 });
  };
  const options = { url: origin, key: live, signingKey: pair.privateKey, now: () => at };
  await createReader({ ...options, fetch: fetched as typeof fetch }).read(target, { method, ...(body && { body }) });
  return sent!;
}

type Parts = Partial<
  Record<'created' | 'nonce' | 'keyid' | 'alg' | 'tag' | 'components' | 'method' | 'target', string>
>;

/** A request signed by hand, so that any part of it can be wrong. */
function signedByHand(target: string, parts: Parts = {}): Record<string, string> {
  const { components = '"@method" "@target-uri"', method = 'GET' } = parts;
  const { created = String(Math.floor(now().getTime() / 1_000)), nonce = randomBytes(16).toString('base64url') } =
    parts;
  const { keyid = pair.keyId, alg = 'ed25519', tag = 'tollgate' } = parts;
  const input = `(${components});created=${created};nonce="${nonce}";keyid="${keyid}";alg="${alg}";tag="${tag}"`;
  const base = `"@method": ${method}\n"@target-uri": ${parts.target ?? origin + target}\n"@signature-params": ${input}`;
  const signature = sign(null, Buffer.from(base), createPrivateKey(pair.privateKey)).toString('base64');
  return { 'signature-input': `sig1=${input}`, signature: `sig1=:${signature}:` };
}

const send = (
  target: string,
  headers: Record<string, string>,
  { key = live, method = 'GET' }: { key?: string; method?: string } = {},
): Promise<Reply<Problem>> =>
  app.request<Problem>(method, target, { headers: { authorization: `Bearer ${key}`, ...headers } });
const outcomeOf = ({ status, body }: Reply<Problem>) => (status === 200 ? 200 : body.code);

const posts = '/data/posts?limit=2&fields=brand&brand=Havnora';

test('the base is that of RFC 9421, appendix B.2.6, and its signature holds', () => {
  const covered = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const parameters = new Map<string, string | number>([
    ['created', 1618884473],
    ['keyid', 'test-key-ed25519'],
  ]);
  const values = {
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    '@method': 'POST',
    '@path': '/foo',
    '@authority': 'example.com',
    'content-type': 'application/json',
    'content-length': '18',
  };
  const read = { components: covered as never, input: innerListText(covered, parameters) };
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' };
  const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
  const base = Buffer.from(signatureBaseOf(read, values as never));
  expect(verify(null, base, createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(signature, 'base64'))).toBe(true);
});

test('a read that the client signs is served, with live and test keys, and a POST with the digest of its body', async () => {
  const { headers } = await signedByClient(posts);
  const served = await send(posts, headers);
  expect([served.status, served.headers['tollgate-receipt']]).toEqual([200, expect.stringMatching(/^entry=:/)]);
  const tried = await signedByClient(posts);
  expect(outcomeOf(await send(posts, tried.headers, { key: testKey }))).toBe(200);
  const spaced = '/data/posts?brand=A%20b&q=a+b&limit=1';
  expect(outcomeOf(await send(spaced, (await signedByClient(spaced)).headers))).toBe(200);
});

describe('a signed request is refused, and nothing is charged', () => {
  const wrong: readonly (readonly [string, () => Record<string, string>, string])[] = [
    ['of another address', () => signedByHand('/data/posts?limit=3'), 'not that of this request'],
    [
      'for another site',
      () => signedByHand(posts, { target: `https://other.example${posts}` }),
      'not that of this request',
    ],
    ['of another method', () => signedByHand(posts, { method: 'POST' }), 'not that of this request'],
    ['by an unknown key', () => signedByHand(posts, { keyid: 'x'.repeat(43) }), 'no signing key in force'],
    [
      'that is older than five minutes',
      () => signedByHand(posts, { created: secondsAgo(302) }),
      'seconds from our clock',
    ],
    ['of the future', () => signedByHand(posts, { created: secondsAgo(-302) }), 'seconds from our clock'],
    ['without the target', () => signedByHand(posts, { components: '"@method"' }), 'does not cover @target-uri'],
    ['over more', () => signedByHand(posts, { components: '"@method" "@target-uri" "date"' }), 'may cover'],
    ['over a query parameter', () => signedByHand(posts, { components: '"@method" "@target-uri";req' }), 'may cover'],
    ['with a short nonce', () => signedByHand(posts, { nonce: 'abc' }), 'no nonce of 16 to 64'],
    ['of another algorithm', () => signedByHand(posts, { alg: 'hmac-sha256' }), 'alg="ed25519"'],
    ['that is cut', () => ({ ...signedByHand(posts), signature: 'sig1=:AAAA:' }), 'no 64 bytes'],
    ['without its signature', () => ({ 'signature-input': signedByHand(posts)['signature-input']! }), 'no 64 bytes'],
    ['that is no field', () => ({ 'signature-input': 'sig1=("@method"', signature: '' }), 'breaks at character'],
    [
      'with a digest of no body',
      () => signedByHand(posts, { components: '"@method" "@target-uri" "content-digest"' }),
      'Content-Digest',
    ],
  ];
  test.each(wrong)('%s', async (_, headers, detail) => {
    const { status, body, headers: answered } = await send(posts, headers());
    expect([status, body.code, answered['tollgate-cost']]).toEqual([401, 'signature_invalid', '0']);
    expect(body.detail).toContain(detail);
  });

  const secondsAgo = (seconds: number) => String(Math.floor(now().getTime() / 1_000) - seconds);
});

test('a signature for somebody else, with another tag, says nothing to us', async () => {
  expect(outcomeOf(await send(posts, signedByHand(posts, { tag: 'web-bot-auth' })))).toBe(200);
});

test('one request with a nonce and key is served, also of many at once', async () => {
  const headers = signedByHand(posts);
  const outcomes = (await Promise.all(Array.from({ length: 8 }, () => send(posts, headers)))).map(outcomeOf);
  expect(outcomes.toSorted()).toEqual([200, ...Array(7).fill('nonce_repeated')]);
  expect(outcomeOf(await send(posts, headers))).toBe('nonce_repeated');
});

test('a call that was refused may be sent again as it is: its nonce is not taken', async () => {
  const headers = signedByHand(posts);
  const outOfScope = await owner.send<{ secret: string }>('POST', '/v1/keys', {
    label: 'k',
    environment: 'live',
    scopes: ['films'],
  });
  expect(outcomeOf(await send(posts, headers, { key: outOfScope.body.secret }))).toBe('scope_missing');
  expect(outcomeOf(await send(posts, headers))).toBe(200);
});

test('where the organization rules so, unsigned reads with live keys are refused, on every way to records; other calls are not', async () => {
  await owner.send('PUT', '/v1/signing-keys/rule', { required: true });
  later();
  for (const [method, target] of [
    ['GET', posts],
    ['GET', '/data/posts/counts?by=day'],
    ['GET', '/data/films/1'],
    ['POST', '/data/posts/export?limit=1'],
  ] as const) {
    const refused = await send(target, {}, { method });
    expect([target, refused.status, refused.body.code]).toEqual([target, 401, 'signature_required']);
  }
  expect(outcomeOf(await send(posts, (await signedByClient(posts)).headers))).toBe(200);
  expect(outcomeOf(await send(posts, {}, { key: testKey }))).toBe(200);
  expect(outcomeOf(await send('/data', {}))).toBe(200);
  await owner.send('PUT', '/v1/signing-keys/rule', { required: false });
  later();
  expect(outcomeOf(await send(posts, {}))).toBe(200);
});

test('a removed key signs no more within 2 s', async () => {
  const next = generateSigningKey();
  await owner.send('POST', '/v1/signing-keys', { publicKey: next.publicKey, name: 'Next' });
  await owner.send('DELETE', `/v1/signing-keys/${next.keyId}`);
  later();
  expect((await send(posts, signedByHand(posts, { keyid: next.keyId }))).body.detail).toContain(
    'no signing key in force',
  );
});

describe('the entry of a signed request', () => {
  const target = '/data/posts/export?limit=2&brand=S%C3%BCd';
  const caller = {
    key: { environment: 'live' },
    account: { state: { signers: { required: true, keys: { [pair.keyId]: pair.publicKey.x! } } } },
  } as unknown as Caller;
  const requestOf = ({ headers }: Sent, body: string): ApiRequest => {
    const { pathname, search, searchParams } = new URL(target, origin);
    return {
      method: 'POST',
      path: pathname,
      search: search.slice(1),
      query: searchParams,
      headers,
      body: Buffer.from(body),
    } as unknown as ApiRequest;
  };
  const nonces = { take: async () => true };

  test('holds for the verifier of packs and for openssl, and is the request as it was sent', async () => {
    const request = requestOf(await signedByClient(target, { method: 'POST', body: '{"a":1}' }), '{"a":1}');
    const call = callSignature({ origin, nonces }, request);
    expect(call.denial(caller, now().getTime())).toBeNull();
    const signed = call.signed()!;
    expect(signed).toMatchObject({
      method: 'POST',
      target: origin + target,
      digest: expect.stringMatching(/^sha-256=:/),
    });
    expect(signedFault(signed, queryText(request, signed), pair.publicKey.x)).toBeNull();
    const base = signatureBase(signed.input, {
      '@method': signed.method,
      '@target-uri': signed.target,
      'content-digest': signed.digest,
    })!;
    expect(checkedByOpenssl(base, signed.signature)).toContain('Signature Verified Successfully');
  });

  test.each([
    ['another body', '{"a":2}', 'not that of the body'],
    ['no body', '', 'not that of the body'],
  ])('a digest of %s is refused', async (_, body, detail) => {
    const request = requestOf(await signedByClient(target, { method: 'POST', body: '{"a":1}' }), body);
    expect(callSignature({ origin, nonces }, request).denial(caller, now().getTime())?.detail).toContain(detail);
  });

  test('a body that is not signed is refused', async () => {
    const request = requestOf(await signedByClient(target, { method: 'POST' }), '{"a":1}');
    expect(callSignature({ origin, nonces }, request).denial(caller, now().getTime())?.detail).toContain(
      'has to cover',
    );
  });
});

function checkedByOpenssl(base: string, signature: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'signed-'));
  try {
    const [text, key, bytes] = ['base', 'key.pem', 'signature'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(text, base);
    writeFileSync(key, createPublicKey(pair.privateKey).export({ format: 'pem', type: 'spki' }));
    writeFileSync(bytes, Buffer.from(signature, 'base64'));
    const args = ['pkeyutl', '-verify', '-pubin', '-inkey', key, '-rawin', '-in', text, '-sigfile', bytes];
    return String(execFileSync('openssl', args));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
