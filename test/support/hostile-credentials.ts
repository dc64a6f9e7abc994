import { createPublicKey } from 'node:crypto';
import { issued, kids, secrets } from './badge-issuer.ts';
import { credential, newKeys, origin, signed, statement } from './credential.ts';
import { resigned, signedWithPublicKey, tampered } from './forged.ts';

const stranger = newKeys();
const ours = issued();
const publicKey = createPublicKey(secrets.current);
const publicJwk = stranger.publicKey.export({ format: 'jwk' });
const withHeader = (more: object) =>
  resigned(ours, secrets.current, ({ header }) => ({ header: { ...header, ...more } }));
const withPayload = (more: object) =>
  resigned(ours, secrets.current, ({ payload }) => ({ payload: { ...payload, ...more } }));
const status = credential().credentialStatus;
const statusOf = (more: object) => withPayload({ credentialStatus: status.map((entry) => ({ ...entry, ...more })) });

/** Credentials that nobody may accept, and the step of our check that refuses each. Forging these needs no key of ours. */
export const forgeries: readonly (readonly [what: string, jwt: string, step: string])[] = [
  ['no algorithm', tampered(ours, ({ header }) => ({ header: { ...header, alg: 'none' } })), 'header'],
  [
    'no algorithm and no signature',
    `${tampered(ours, ({ header }) => ({ header: { ...header, alg: 'none' } }))
      .split('.')
      .slice(0, 2)
      .join('.')}.`,
    'file',
  ],
  ['a public key taken for a shared secret', signedWithPublicKey(ours, publicKey), 'header'],
  [
    'a key that comes along',
    resigned(ours, stranger.privateKey, ({ header }) => ({ header: { ...header, jwk: publicJwk } })),
    'header',
  ],
  [
    'only a key that comes along',
    resigned(ours, stranger.privateKey, ({ header: { kid, ...header } }) => ({
      header: { ...header, jwk: publicJwk },
    })),
    'header',
  ],
  ['a set of keys elsewhere', withHeader({ jku: 'https://evil.example/jwks.json' }), 'header'],
  ['certificates elsewhere', withHeader({ x5u: 'https://evil.example/x.pem' }), 'header'],
  ['something that must be understood', withHeader({ crit: ['b64'], b64: false }), 'header'],
  ['a key elsewhere', signed(credential(), stranger.privateKey, 'https://evil.example/keys/1'), 'key'],
  [
    'a key of ours that there never was',
    signed(credential(), stranger.privateKey, `${origin}/badges/keys/none`),
    'key',
  ],
  ['a key of ours by another way to it', signed(credential(), secrets.current, `${kids.current}?a`), 'key'],
  ['another key under the name of ours', signed(credential(), stranger.privateKey, kids.current), 'signature'],
  ['a key of ours under the name of another of ours', signed(credential(), secrets.retired, kids.current), 'signature'],
  ...(['iss', 'sub', 'nbf', 'jti', 'exp', 'id', 'validUntil', 'name'] as const).map(
    (claim) =>
      [
        `another ${claim}`,
        tampered(ours, ({ payload }) => ({ payload: { ...payload, [claim]: 'other' } })),
        'signature',
      ] as const,
  ),
];

/** Credentials signed with our key that this site would not issue. */
export const contradictions: readonly (readonly [what: string, jwt: string, step: string])[] = [
  ...['iss', 'sub', 'jti'].map(
    (claim) => [`a claim ${claim} that contradicts it`, withPayload({ [claim]: 'did:web:other' }), 'content'] as const,
  ),
  ...['nbf', 'exp'].map(
    (claim) => [`a claim ${claim} that contradicts it`, withPayload({ [claim]: 1 }), 'content'] as const,
  ),
  ['no claim of its end', withPayload({ exp: undefined }), 'content'],
  ['no status', withPayload({ credentialStatus: undefined }), 'content'],
  ['an index below zero', statusOf({ statusListIndex: '-1' }), 'content'],
  ['a huge index', statusOf({ statusListIndex: '9'.repeat(400) }), 'content'],
  ['an index that no list has', statusOf({ statusListIndex: '131072' }), 'revocation'],
  ['an index in another notation', statusOf({ statusListIndex: '0x10' }), 'content'],
  ['lists elsewhere', statusOf({ statusListCredential: 'https://evil.example/badges/status/revocation/0' }), 'content'],
  ['the entry of one list twice', withPayload({ credentialStatus: [status[0], status[0]] }), 'content'],
  [
    'a list that there is not',
    signed(credential({ status: { list: 7, index: 1 } }), secrets.current, kids.current),
    'revocation',
  ],
  ['a type of its own', withPayload({ type: ['VerifiableCredential', 'DriversLicence'] }), 'content'],
  [
    'another issuer',
    signed(credential({ issuer: { ...statement.issuer, id: 'did:web:evil.example' } }), secrets.current, kids.current),
    'issuer',
  ],
  ['the type of a status list', withHeader({ typ: 'vc+jwt' }), 'header'],
];
