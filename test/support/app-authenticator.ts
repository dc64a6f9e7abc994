import { createECDH, createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { origin } from './app-request.ts';

type Options = {
  readonly challenge: string;
  /** The origin in the client data, if it is that of another site. */
  readonly from?: string;
  /** False: the user was not verified, by sensor or PIN. */
  readonly verified?: boolean;
};

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
const bytes = (value: Buffer) => Buffer.concat([Buffer.from([0x58, value.length]), value]);

const present = 0x01;
const userVerified = 0x04;
const withCredential = 0x40;

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** The key that a text stands for, the same in every run. */
export function keyOfText(seed: string) {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(sha256(seed));
  const point = curve.getPublicKey();
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), sha256(seed)].map((part) => part.toString('base64url'));
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
}

/**
 * An authenticator with one ES256 key, like a browser's passkey store (WebAuthn Level 3, section 6). `used`: how often it answered before.
 */
export function softwareAuthenticator(id = Buffer.from('credential-of-these-tests'), privateKey = newKey(), used = 0) {
  const jwk = privateKey.export({ format: 'jwk' });
  let counter = used;

  const clientData = (type: string, { challenge, from = origin }: Options) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const authenticatorData = (flags: number, { from = origin, verified = true }: Options) =>
    Buffer.concat([
      sha256(new URL(from).hostname),
      Buffer.from([flags | present | (verified ? userVerified : 0)]),
      uint32(++counter),
    ]);
  /** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} (RFC 9053) */
  const coseKey = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(jwk.x ?? '', 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(jwk.y ?? '', 'base64url')),
  ]);
  const credential = <R>(response: R) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });

  return {
    /** `navigator.credentials.create` */
    create(options: Options) {
      const authData = Buffer.concat([
        authenticatorData(withCredential, options),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        coseKey,
      ]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(authData),
      ]);
      return credential({
        clientDataJSON: clientData('webauthn.create', options).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      });
    },
    /** `navigator.credentials.get` */
    get(options: Options) {
      const data = authenticatorData(0, options);
      const client = clientData('webauthn.get', options);
      return credential({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
      });
    },
  };
}
