import { mailIdOf } from '../../domain/mail/mail-place.ts';
import { loggedMailIn } from '../accounts/mail-log.ts';
import { mailLogPartition } from '../accounts/mail-log-keys.ts';
import type { Table } from '../table/table.ts';
import { end, none, page, type Source, type TimelineWanted } from './timeline-sources.ts';

/** The mails. */
export async function mailSource(table: Table, { accountId, from, count, kinds }: TimelineWanted): Promise<Source> {
  if (!kinds.includes('email')) return none;
  const { items, cursor } = await page(table, { pk: mailLogPartition(accountId), to: from.mails ?? end }, count);
  const lines = items.map((item) => {
    const mail = loggedMailIn(item);
    const line = { kind: 'email', ...mail, id: mailIdOf(mail) } as const;
    return { drawn: { kind: 'email', at: line.at, line } as const, behind: { mails: item.sk } };
  });
  return { lines, more: cursor !== undefined };
}
