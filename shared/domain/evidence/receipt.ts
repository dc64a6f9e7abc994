import { canonicalJson } from '../accounts/canonical-json.ts';
import type { Place } from './entry.ts';
import { digestIn } from './merkle.ts';

/** The text that an instance signs for each answer: the entry's hash (hex) and its place. ASCII. */
export const receiptText = (entry: string, { instance, segment, index }: Place): string =>
  `tollgate-receipt-v1\n${entry}\n${instance}\n${segment}\n${index}\n`;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The value of `Tollgate-Receipt`. `signature`: 64 bytes of Ed25519 over `receiptText`. Source: RFC 9651, section 3.2. */
export const receiptHeader = (entry: string, { instance, segment, index }: Place, signature: Uint8Array): string =>
  `entry=:${base64(digestIn(entry))}:, instance="${instance}", segment=${segment}, index=${index}, sig=:${base64(signature)}:`;

/** The bytes by which KMS certifies the key of an instance. `publicKey`: 32 bytes of Ed25519, base64url. `at`: ISO-8601 UTC. */
export const certificateText = (certificate: {
  readonly instance: string;
  readonly publicKey: string;
  readonly at: string;
}): string => canonicalJson({ v: 1, kind: 'instance', ...certificate });
