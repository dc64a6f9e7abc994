import { constants, createHash, type KeyObject, privateEncrypt } from 'node:crypto';

/** DER of a DigestInfo of SHA-256 up to the digest itself. Source: RFC 8017, section 9.2, note 1. */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** The SHA-256 digest of a message. */
export const digestOf = (message: Uint8Array): Buffer => createHash('sha256').update(message).digest();

/** Signs an existing SHA-256 digest with RSASSA-PKCS1-v1_5; Node's `sign` always computes the digest itself. */
export const signDigest = (key: KeyObject, digest: Uint8Array): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([sha256Info, digest]));
