/** An account as the commit before organizations wrote it (`test/storage/account-before-people.json`). */
import { readFileSync } from 'node:fs';
import type { Item, ItemValue, Table } from '../../shared/storage/table/table.ts';

type Dump = {
  readonly writtenAt: string;
  readonly cookie: string;
  readonly link: string;
  readonly secret: string;
  readonly items: readonly Record<string, unknown>[];
};
const file = new URL('../storage/account-before-people.json', import.meta.url);
const dump = JSON.parse(readFileSync(file, 'utf8')) as Dump;

/** Bytes are written as `{$bytes: base64}`. */
const read = (value: unknown): ItemValue => {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== 'object' || value === null) return value as ItemValue;
  if ('$bytes' in value) return Uint8Array.from(Buffer.from(String(value.$bytes), 'base64'));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(each)]));
};

/** Its id and address, when it was written, and what its owner holds. */
export const olderAccount = {
  ...{ writtenAt: dump.writtenAt, cookie: dump.cookie, link: dump.link, secret: dump.secret },
  email: 'ada@buyer.example',
  id: String(dump.items.find(({ pk }) => String(pk).startsWith('ACCOUNT#'))?.id),
};

/** Writes its items. */
export async function putOlderAccount(table: Table): Promise<void> {
  for (const item of dump.items) await table.put(read(item) as Item);
}
