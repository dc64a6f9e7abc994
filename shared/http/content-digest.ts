import { hash } from 'node:crypto';
import { parseDictionary } from './structured-fields.ts';

const algorithms: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' };

/**
 * Why a `Content-Digest` is not that of a body; null: it is. Every algorithm that we know has to fit, and one is needed.
 * Source: RFC 9530, sections 2 and 5.
 */
export function digestFault(field: string, body: Buffer): string | null {
  let isKnown = false;
  for (const [name, member] of membersOf(field)) {
    const algorithm = algorithms[name];
    if (algorithm === undefined) continue;
    isKnown = true;
    const isRight =
      'item' in member && member.item.kind === 'bytes' && member.item.value.equals(digest(algorithm, body));
    if (!isRight) return 'Content-Digest is not that of the body.';
  }
  return isKnown ? null : 'Content-Digest has neither sha-256 nor sha-512.';
}

const digest = (algorithm: string, body: Buffer): Buffer => hash(algorithm, body, 'buffer');

function membersOf(field: string) {
  try {
    return parseDictionary(field);
  } catch {
    return [];
  }
}
