import { type ApiKey, isInForce } from '../../domain/keys/key.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { appOfNewKey } from '../apps/app-item.ts';
import { appKey } from '../apps/app-keys.ts';
import { transactAndAnnounce } from '../billing/changes.ts';
import { accountApiKeyKey, apiKeyKey, ttlOf } from '../item-keys.ts';
import type { Item, Table, Write } from '../table/table.ts';
import { oneAtATime } from './api-key-room.ts';
import { keyItems } from './key-items.ts';
import { listedKeyItems, toKey } from './listed-keys.ts';

/** Days for which a key that ended stays in lists. There may be one for each page that was opened. */
const listedDays = 7;

/** `audit.at`: the time of the change. */
type Replacement = { readonly hash: string; readonly personId: string; readonly audit: AuditEntry };

/** Keys for pages that people have open. */
export interface BrowserKeys {
  /** Inserts the key, and revokes the one that the person has in this account. False when the account is leaving. */
  replace(key: ApiKey, replacement: Replacement): Promise<boolean>;
}

/** Browser keys over the table: the items of any key, with the person, and gone a week after their end. */
export const browserKeysOver = (table: Table): BrowserKeys => ({
  async replace(key, { hash, personId, audit }) {
    const { accountId } = key;
    const outcome = await oneAtATime(table, accountId, async (turn) => {
      const [items, { item }] = await Promise.all([
        listedKeyItems(table, accountId),
        table.get(appKey(accountId, key.app)),
      ]);
      const former = items.filter((each) => each.browserOf === personId && isInForce(toKey(each), new Date(audit.at)));
      const ttl = ttlOf(new Date(Date.parse(audit.at) + listedDays * 86_400_000).toISOString());
      const made = keyItems(key, hash, { browserOf: personId, ttl });
      const writes = [...former.flatMap((each) => revoked(each, audit.at)), ...made, appOfNewKey(item, key)];
      return transactAndAnnounce(table, accountId, [...writes, turn, auditLine(audit), whileNotDeleting(accountId)]);
    });
    return outcome === 'done';
  },
});

function revoked({ accountId, id, hash }: Item, at: string): Write[] {
  const change = { set: { revokedAt: at } };
  const places = [apiKeyKey(String(hash)), accountApiKeyKey(String(accountId), String(id))];
  return places.map((place) => ({
    update: place,
    change,
    if: {
      'the key exists': { attribute: 'pk', is: 'present' },
      'it is not revoked': { attribute: 'revokedAt', equals: '' },
    },
  }));
}
