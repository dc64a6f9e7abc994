import { alphabet } from '../keys/format.ts';
import { type ByteReader, BytesUnreadable, type ByteWriter, unzigzag, zigzag } from './bytes.ts';

type AccountPeriod = { readonly accountId: string; readonly periodStart: string };

/** The form of account ids from sign-up: 16 bytes. */
const uuid = /^acc_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** `key_` and 12 base-62 characters: 9 bytes. */
export const shortKey = /^key_[0-9A-Za-z]{12}$/;
const shortKeyBytes = 9;

/**
 * Writes an account and one of its periods. The first number is twice the period's distance to the segment's second, plus 1 if the
 * account's id is no `acc_` with a UUID. A distance of 0 means a period that is no whole second; it follows as text, as does such an id.
 */
export function writeAccountPeriod(out: ByteWriter, { accountId, periodStart }: AccountPeriod, at: number): ByteWriter {
  const seconds = secondsOf(periodStart);
  const period = seconds === null ? 0 : zigzag(Math.floor(at / 1000) - seconds) + 1;
  const isUuid = uuid.test(accountId);
  out.number(period * 2 + (isUuid ? 0 : 1));
  if (seconds === null) out.text(periodStart);
  return isUuid ? out.raw(Buffer.from(accountId.slice(4).replaceAll('-', ''), 'hex')) : out.text(accountId);
}

/**
 * The inverse of `writeAccountPeriod`.
 * @throws BytesUnreadable
 */
export function readAccountPeriod(from: ByteReader, at: number): AccountPeriod {
  const head = from.number();
  const period = Math.floor(head / 2);
  const periodStart = period === 0 ? from.text() : isoOfSeconds(Math.floor(at / 1000) - unzigzag(period - 1));
  const accountId = head % 2 === 1 ? from.text() : uuidOf(from.raw(16));
  return { accountId, periodStart };
}

/** Writes a short key's id as 9 bytes, any other as text. */
export function writeKey(out: ByteWriter, keyId: string): ByteWriter {
  if (!shortKey.test(keyId)) return out.text(keyId);
  const value = [...keyId.slice(4)].reduce((sum, digit) => sum * 62n + BigInt(alphabet.indexOf(digit)), 0n);
  return out.raw(Buffer.from(value.toString(16).padStart(shortKeyBytes * 2, '0'), 'hex'));
}

/**
 * The inverse of `writeKey`.
 * @throws BytesUnreadable
 */
export function readKeyName(from: ByteReader, isShort: boolean): string {
  if (!isShort) return from.text();
  let value = BigInt(`0x${Buffer.from(from.raw(shortKeyBytes)).toString('hex')}`);
  let digits = '';
  for (let place = 0; place < 12; place++) {
    digits = alphabet[Number(value % 62n)] + digits;
    value /= 62n;
  }
  if (value > 0n) throw new BytesUnreadable('A key has more digits than it should');
  return `key_${digits}`;
}

/** Null for a time that is not written as whole seconds after 1970 are. */
function secondsOf(time: string): number | null {
  const ms = Date.parse(time);
  const isWhole = ms >= 0 && ms % 1000 === 0;
  return isWhole && new Date(ms).toISOString() === time ? ms / 1000 : null;
}

const latestSeconds = 253_402_300_799;

function isoOfSeconds(seconds: number): string {
  if (seconds < 0 || seconds > latestSeconds) throw new BytesUnreadable('A period starts at no time that there is');
  return new Date(seconds * 1000).toISOString();
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `acc_${groups.join('-')}`;
}
