import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { listedWords } from '../../domain/badges/search-words.ts';
import type { BadgeKind } from '../../domain/catalog/badge-review.ts';
import { keyText } from '../table/item.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Key, Table, Write } from '../table/table.ts';
import { directoryPartition, directoryRecordsPartition } from './badge-keys.ts';

/** A query of the directory's entries. */
export type DirectoryQuery = {
  readonly kind?: BadgeKind;
  /** Only badges with a word that begins with this; absent: every badge. */
  readonly word?: string;
  readonly limit: number;
  readonly cursor?: string;
};
/** `word`: by which it was found; absent where nothing was searched. */
export type DirectoryEntry = { readonly handle: string; readonly word?: string };

/** Where badges are found by handle and by the words of their names. It may lag behind them: who reads it looks at each badge. */
export interface BadgeDirectory {
  /** Has the directory list these badges of the account, and no others; false where it was changed at the same time. */
  set(accountId: string, badges: readonly BadgeApplication[]): Promise<boolean>;
  page(query: DirectoryQuery): Promise<{ readonly entries: readonly DirectoryEntry[]; readonly cursor?: string }>;
}

/** No word begins with "." or has a "#". */
const entriesOf = (kind: string, handle: string, words: readonly string[]): Item[] =>
  [directoryPartition('all'), directoryPartition(kind)].flatMap((pk) => [
    { pk, sk: `.${handle}`, handle },
    ...words.map((word) => ({ pk, sk: `${word}#${handle}`, handle, word })),
  ]);

/** The directory over the table. */
export function badgeDirectoryOver(table: Table): BadgeDirectory {
  return {
    async set(accountId, badges) {
      const listed = await readAll(table, { pk: directoryRecordsPartition(accountId) });
      const wanted = new Map(badges.map((badge) => [badge.handle, badge]));
      for (const handle of new Set([...wanted.keys(), ...listed.map(({ sk }) => sk)])) {
        const writes = changeOf(
          { pk: directoryRecordsPartition(accountId), sk: handle },
          listed.find(({ sk }) => sk === handle),
          wanted.get(handle),
        );
        if (writes.length === 0 || (await table.transact(writes)).ok) continue;
        return false;
      }
      return true;
    },
    async page({ kind = 'all', word, limit, cursor }) {
      const skPrefix = word ?? '.';
      const page = await table.query({ pk: directoryPartition(kind), skPrefix, limit, cursor });
      const entries = page.items.map((item) => ({
        handle: String(item.handle),
        ...(typeof item.word === 'string' ? { word: item.word } : {}),
      }));
      return { entries, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
    },
  };
}

/** The change that makes the directory list a badge as it should; nothing where it does already. */
function changeOf(record: Key, had: Item | undefined, badge: BadgeApplication | undefined): Write[] {
  const words = badge ? listedWords(badge) : [];
  const listedAs = badge ? `${badge.kind} ${words.join(' ')}` : undefined;
  if (had?.listedAs === listedAs) return [];
  const [hadKind = '', ...hadWords] = typeof had?.listedAs === 'string' ? had.listedAs.split(' ') : [];
  const before = had ? entriesOf(hadKind, record.sk, hadWords) : [];
  const after = badge ? entriesOf(badge.kind, badge.handle, words) : [];
  const kept = new Set(after.map(keyText));
  const unchanged = had
    ? ({ attribute: 'listedAs', equals: String(had.listedAs) } as const)
    : ({ attribute: 'pk', is: 'absent' } as const);
  const condition = { 'nobody else listed it meanwhile': unchanged };
  return [
    listedAs === undefined ? { delete: record, if: condition } : { put: { ...record, listedAs }, if: condition },
    ...before.filter((item) => !kept.has(keyText(item))).map(({ pk, sk }) => ({ delete: { pk, sk } })),
    ...after.map((put) => ({ put })),
  ];
}
