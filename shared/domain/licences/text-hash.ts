import { createHash } from 'node:crypto';
import type { Licence } from '../catalog/catalog.ts';

const known = new WeakMap<Licence, string>();

/** Hex SHA-256 of the licence text's UTF-8 bytes: what is accepted. */
export function textHashOf(licence: Licence): string {
  const hash = known.get(licence) ?? createHash('sha256').update(licence.text, 'utf8').digest('hex');
  known.set(licence, hash);
  return hash;
}
