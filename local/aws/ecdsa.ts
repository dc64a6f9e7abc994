import { createECDH, type KeyObject } from 'node:crypto';

/** The order of P-256's base point. Source: SEC 2, section 2.4.2. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const modulo = (value: bigint): bigint => ((value % order) + order) % order;

/** The inverse modulo the order, by Euclid's extended algorithm. */
function inverseOf(value: bigint): bigint {
  let [a, b, x, y] = [modulo(value), order, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return modulo(x);
}

/** Signs an existing SHA-256 digest with a key on P-256; Node's `sign` always computes the digest itself. Source: SEC 1, section 4.1.3. */
export function signEcDigest(key: KeyObject, digest: Uint8Array): Buffer {
  const secret = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const once = createECDH('prime256v1');
  const point = once.generateKeys();
  const r = modulo(numberOf(point.subarray(1, 33)));
  const s = modulo(inverseOf(numberOf(once.getPrivateKey())) * (numberOf(digest) + r * secret));
  return sequenceOf([integer(r), integer(s)]);
}

/** DER of a positive integer: a leading zero where its first bit is set. */
function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  const body = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, body.length), body]);
}

const sequenceOf = (parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
};
