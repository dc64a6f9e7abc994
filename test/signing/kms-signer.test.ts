import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { DisableKeyCommand, type KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { evidenceSigner } from '../../shared/signing/evidence-signer.ts';
import {
  nothingKept as keptNowhere,
  kmsSigner,
  kmsSigningKeys,
  type StoredPublicParts,
} from '../../shared/signing/kms-signer.ts';
import { es256, rs256 } from '../../shared/signing/signing-key.ts';
import { publicPartsOver } from '../../shared/storage/badges/public-parts.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { grantedTable } from '../support/granted-table.ts';
import { localKms, newKey } from './local-keys.ts';

/** The key parts that the signing function stores, within its grants. */
const nothingKept = () =>
  publicPartsOver(grantedTable(memoryTable(), 'credentials', functions.credentials?.table ?? {}, () => {}));
/** The keys of badges. */
const badge = (keyIds: readonly string[], kept: StoredPublicParts) => ({ keyIds, kept, scheme: rs256 });
const bytes = Buffer.from('x'.repeat(10_000));

/** The names of the commands that were sent, and while `fail` says so none arrives. */
function watched(kms: KMSClient) {
  const sent: string[] = [];
  const state = { fail: false };
  const send = async (command: Parameters<KMSClient['send']>[0]) => {
    sent.push(command.constructor.name);
    if (state.fail) throw new Error('connect ECONNREFUSED');
    return kms.send(command);
  };
  return { sent, state, send: send as KMSClient['send'] };
}

test('the last key signs, the others are retired and published beside it, and any length is signed', async () => {
  const kms = await localKms();
  const signer = kmsSigner(kms, badge([await newKey(kms), await newKey(kms), await newKey(kms)], nothingKept()));
  const keys = await signer.keys();
  expect(keys.map(({ retired }) => retired)).toEqual([true, true, false]);
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(3);
  const { kid, signature } = await signer.sign(bytes);
  expect(kid).toBe(keys[2]?.kid);
  const valid = keys.map(({ jwk }) => verify('sha256', bytes, createPublicKey({ key: jwk, format: 'jwk' }), signature));
  expect(valid).toEqual([false, false, true]);
  expect((await signer.sign(bytes)).signature).toEqual(signature);
});

test('public keys are asked for once a process, however many ask at once, and again after a failure', async () => {
  const kms = await localKms();
  const { sent, state, ...client } = watched(kms);
  const { keys } = kmsSigningKeys(client, badge([await newKey(kms), await newKey(kms)], nothingKept()));
  expect(sent).toEqual([]);
  state.fail = true;
  await expect(keys()).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
  state.fail = false;
  sent.length = 0;
  const [one, other] = await Promise.all([keys(), keys()]);
  expect(other).toBe(one);
  expect(sent).toEqual(['GetPublicKeyCommand', 'GetPublicKeyCommand']);
});

test.each([
  ['is disabled', DisableKeyCommand],
  ['waits for its deletion', ScheduleKeyDeletionCommand],
])(
  'one key that %s stops neither signing nor the key set: its public part stays published in a new process',
  async (_, Command) => {
    const kms = await localKms();
    const keyIds = [await newKey(kms), await newKey(kms), await newKey(kms)];
    const kept = nothingKept();
    const before = await kmsSigner(kms, badge(keyIds, kept)).keys();
    await kms.send(new Command({ KeyId: keyIds[0] }));
    const signer = kmsSigner(kms, badge(keyIds, kept));
    expect(await signer.keys()).toEqual(before);
    const { kid, signature } = await signer.sign(bytes);
    expect(kid).toBe(before[2]?.kid);
    expect(verify('sha256', bytes, createPublicKey({ key: before[2]!.jwk, format: 'jwk' }), signature)).toBe(true);
  },
);

test('a leaked key that is disabled first signs nothing more, and the key set goes on with it until its name is taken out', async () => {
  const kms = await localKms();
  const keyIds = [await newKey(kms), await newKey(kms)];
  const kept = nothingKept();
  const before = await kmsSigner(kms, badge(keyIds, kept)).keys();
  await kms.send(new DisableKeyCommand({ KeyId: keyIds[1] }));
  const signer = kmsSigner(kms, badge(keyIds, kept));
  expect(await signer.keys()).toEqual(before);
  await expect(signer.sign(bytes)).rejects.toMatchObject({ code: 'unavailable' });
  expect((await kmsSigner(kms, badge(keyIds.slice(0, 1), kept)).sign(bytes)).kid).toBe(before[0]?.kid);
});

test('a key that was disabled before anybody asked for it is left out, and the others sign and are published', async () => {
  const kms = await localKms();
  const keyIds = [await newKey(kms), await newKey(kms)];
  await kms.send(new DisableKeyCommand({ KeyId: keyIds[0] }));
  const signer = kmsSigner(kms, badge(keyIds, nothingKept()));
  expect((await signer.keys()).map(({ retired }) => retired)).toEqual([false]);
  expect((await signer.sign(bytes)).signature).toHaveLength(256);
});

test('a signature that KMS does not give is asked for again by whoever wants it, as 503 says', async () => {
  const kms = await localKms();
  const { state, ...client } = watched(kms);
  const signer = kmsSigner(client, badge([await newKey(kms)], nothingKept()));
  await signer.keys();
  state.fail = true;
  await expect(signer.sign(bytes)).rejects.toMatchObject({ code: 'unavailable', status: 503 });
  state.fail = false;
  expect((await signer.sign(bytes)).signature).toHaveLength(256);
});

test('a key is named by its thumbprint, as RFC 7638 computes it', () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
  const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
  const spki = key.export({ format: 'der', type: 'spki' });
  expect(rs256.keyOf(spki, { retired: false })).toEqual({
    kid: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    jwk: { kty: 'RSA', n, e: 'AQAB' },
    retired: false,
  });
});

test.each([
  ['a shorter key', () => generateKeyPairSync('rsa', { modulusLength: 1024 })],
  ['another kind of key', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
])('%s is refused', (_, make) => {
  const spki = make().publicKey.export({ format: 'der', type: 'spki' });
  expect(() => rs256.keyOf(spki, { retired: false })).toThrow('RSA keys of 2048 bits');
});

test('evidence is signed ES256: the key is named by its thumbprint, DER in base64 verifies, and RSA keys are refused', async () => {
  const kms = await localKms();
  const keyIds = [await newKey(kms, 'ECC_NIST_P256')];
  const keys = kmsSigner(kms, { keyIds, kept: keptNowhere, scheme: es256 });
  const signed = await evidenceSigner(keys).sign(bytes);
  const [key] = await keys.keys();
  expect(key).toMatchObject({ kid: signed.keyId, retired: false, jwk: { kty: 'EC', crv: 'P-256' } });
  const { x, y } = key!.jwk;
  const thumbprint = createHash('sha256')
    .update(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)
    .digest('base64url');
  expect(signed.keyId).toBe(thumbprint);
  const publicKey = createPublicKey({ key: key!.jwk, format: 'jwk' });
  const der = Buffer.from(signed.signature, 'base64');
  expect(verify('sha256', bytes, publicKey, der)).toBe(true);
  expect(verify('sha256', Buffer.from('something else'), publicKey, der)).toBe(false);
  const rsa = { keyIds: [await newKey(kms)], kept: keptNowhere, scheme: es256 };
  await expect(kmsSigner(kms, rsa).keys()).rejects.toMatchObject({ code: 'unavailable' });
});

test.each([
  ['an RSA key', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['a key on another curve', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
])('%s signs no evidence', (_, make) => {
  const spki = make().publicKey.export({ format: 'der', type: 'spki' });
  expect(() => es256.keyOf(spki, { retired: false })).toThrow('P-256');
});
