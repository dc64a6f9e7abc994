import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GetPublicKeyCommand,
  KeySpec,
  KeyState,
  KeyUsageType,
  SignCommand,
  type SignCommandInput,
  SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { localKms, newKey } from '../signing/local-keys.ts';

const message = Buffer.from('what is signed');
const RS256 = SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256;
const asked: Omit<SignCommandInput, 'KeyId'> = { Message: message, SigningAlgorithm: RS256 };

test('a public key is DER of an RSA key of 2048 bits, in the words of the SDK, by id and by ARN', async () => {
  const kms = await localKms();
  const arn = await newKey(kms);
  const answer = await kms.send(new GetPublicKeyCommand({ KeyId: arn }));
  expect(answer).toMatchObject({
    KeyId: arn,
    KeySpec: KeySpec.RSA_2048,
    KeyUsage: KeyUsageType.SIGN_VERIFY,
    SigningAlgorithms: [RS256],
  });
  expect(answer.PublicKey).toBeInstanceOf(Uint8Array);
  const key = createPublicKey({ key: Buffer.from(answer.PublicKey!), format: 'der', type: 'spki' });
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
  expect(KeyMetadata).toMatchObject({ Arn: arn, KeyState: KeyState.Enabled, KeySpec: KeySpec.RSA_2048 });
  expect((await kms.send(new GetPublicKeyCommand({ KeyId: KeyMetadata!.KeyId! }))).PublicKey).toEqual(answer.PublicKey);
});

test('a disabled key neither signs nor gives its public part, as KMS says, until it is enabled', async () => {
  const kms = await localKms();
  const KeyId = await newKey(kms);
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(kms.send(new GetPublicKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'DisabledException' });
  await expect(kms.send(new SignCommand({ KeyId, ...asked }))).rejects.toMatchObject({ name: 'DisabledException' });
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata).toMatchObject({ Enabled: false, KeyState: KeyState.Disabled });
  await kms.send(new EnableKeyCommand({ KeyId }));
  expect((await kms.send(new GetPublicKeyCommand({ KeyId }))).PublicKey).toBeInstanceOf(Uint8Array);
});

test('a message and its digest have the same signature, and OpenSSL verifies it', async () => {
  const kms = await localKms();
  const KeyId = await newKey(kms);
  const digest = createHash('sha256').update(message).digest();
  const ofMessage = await kms.send(new SignCommand({ KeyId, ...asked }));
  const ofDigest = await kms.send(new SignCommand({ KeyId, ...asked, Message: digest, MessageType: 'DIGEST' }));
  expect(ofMessage).toMatchObject({ KeyId, SigningAlgorithm: RS256 });
  expect(ofDigest.Signature).toEqual(ofMessage.Signature);
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  const key = createPublicKey({ key: Buffer.from(PublicKey!), format: 'der', type: 'spki' });
  expect(verify('sha256', message, key, ofMessage.Signature!)).toBe(true);
  expect(verify('sha256', Buffer.from('something else'), key, ofMessage.Signature!)).toBe(false);
});

test('a key on P-256 signs message and digest alike, as DER, each time with another signature, and with no other algorithm', async () => {
  const kms = await localKms();
  const KeyId = await newKey(kms, KeySpec.ECC_NIST_P256);
  const { PublicKey, ...said } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  const ES256 = SigningAlgorithmSpec.ECDSA_SHA_256;
  expect(said).toMatchObject({ KeySpec: KeySpec.ECC_NIST_P256, SigningAlgorithms: [ES256] });
  const key = createPublicKey({ key: Buffer.from(PublicKey!), format: 'der', type: 'spki' });
  expect(key.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  const digest = createHash('sha256').update(message).digest();
  const by = { KeyId, SigningAlgorithm: ES256 };
  const signatures = new Set<string>();
  for (let time = 0; time < 40; time += 1) {
    const raw = await kms.send(new SignCommand({ ...by, Message: message }));
    const prepared = await kms.send(new SignCommand({ ...by, Message: digest, MessageType: 'DIGEST' }));
    for (const { Signature } of [raw, prepared]) {
      expect(verify('sha256', message, key, Signature!)).toBe(true);
      expect(verify('sha256', Buffer.from('something else'), key, Signature!)).toBe(false);
      signatures.add(Buffer.from(Signature!).toString('hex'));
    }
  }
  expect(signatures.size).toBe(80);
  const asRsa = kms.send(new SignCommand({ KeyId, ...asked }));
  await expect(asRsa).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
});

test('the stand-in refuses the same calls as KMS, with the same error names', async () => {
  const kms = await localKms();
  const KeyId = await newKey(kms);
  const long = { ...asked, Message: Buffer.alloc(4097) };
  const refusals = [
    [new SignCommand({ ...asked, KeyId: `${KeyId.slice(0, -1)}x` }), 'NotFoundException'],
    [new SignCommand({ ...asked, KeyId, SigningAlgorithm: 'RSASSA_PSS_SHA_256' }), 'ValidationException'],
    [new SignCommand({ ...asked, KeyId, MessageType: 'DIGEST' }), 'ValidationException'],
    [new SignCommand({ ...long, KeyId }), 'ValidationException'],
    [new CreateKeyCommand({ KeySpec: 'SYMMETRIC_DEFAULT' }), 'ValidationException'],
    [new EncryptCommand({ KeyId, Plaintext: message }), 'UnknownOperationException'],
  ] as const;
  for (const [command, name] of refusals)
    await expect(kms.send(command as SignCommand), name).rejects.toMatchObject({ name });
});
