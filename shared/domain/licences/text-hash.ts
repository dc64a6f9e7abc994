import { createHash } from 'node:crypto';

/** Hex SHA-256 of a licence text's UTF-8 bytes, which an acceptance names. */
export const textHashOf = ({ text }: { readonly text: string }): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');
