import { createHash } from 'node:crypto';

/** Crockford's base32: no I, L, O and U, so that a code can be read out and typed. https://www.crockford.com/base32.html */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 5;
const groupLetters = 5;

/** Hours for which an operator's invitation may be used. */
export const invitationHours = 24;
/** Unpredictable bytes that a code is made of. */
export const codeBytes = groups * groupLetters;

/** A one-time code of 125 bits, such as `7G3KD-…`, out of 25 unpredictable bytes. It is shown once; only its digest is stored. */
export function mintOperatorCode(bytes: Uint8Array): string {
  if (bytes.length !== codeBytes) throw new Error(`A code is made of ${codeBytes} bytes.`);
  const text = [...bytes].map((byte) => letters[byte % letters.length]).join('');
  return (text.match(new RegExp(`.{${groupLetters}}`, 'g')) ?? []).join('-');
}

/** The stored digest of a code, however it was typed. It covers the address too, so it fits no other operator. */
export const operatorCodeDigest = (code: string, email: string): string =>
  createHash('sha256')
    .update(`${email}\n${asTyped(code)}`)
    .digest('base64url');

const asTyped = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
