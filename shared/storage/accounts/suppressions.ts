import { createHash } from 'node:crypto';
import { blockedAddressKeptDays } from '../../domain/accounts/kept.ts';
import {
  afterRelease,
  afterReport,
  notSuppressed,
  type Report,
  type Suppression,
  type SuppressionState,
  suppressionOf,
} from '../../domain/mail/suppression.ts';
import { listed, listPartition, suppressionKey, ttlOf } from '../item-keys.ts';
import {
  type Item,
  type ItemValue,
  StorageUnavailable,
  type Table,
  type Write,
  type WriteCondition,
} from '../table/table.ts';
import { type AuditEntry, auditLine } from './audit.ts';

/** A page of suppressions. Without `cursor` it is the last. */
export type SuppressionPage = { readonly suppressions: readonly Suppression[]; readonly cursor?: string };

/** Which addresses are not mailed. An address is given in its normal form. */
export interface Suppressions {
  find(address: string): Promise<Suppression | null>;
  /** Notes a report; answers whether the address stands otherwise than before. */
  report(report: Report): Promise<boolean>;
  /** Lifts what is known of the address at the time of the trail's line, which is written with it; false where nothing is. */
  release(address: string, audit: AuditEntry): Promise<boolean>;
  /** Leaves the hash alone, so that the address is not mailed still, and takes away the address and what servers said of it. */
  forgetAddress(address: string): Promise<void>;
  /** Latest reported first. */
  list(page: { readonly limit: number; readonly cursor?: string }): Promise<SuppressionPage>;
}

const maxRaces = 10;
const maxDetailCharacters = 300;

/** The address itself is in the item only while it is suppressed. */
const hashOf = (address: string): string => createHash('sha256').update(address).digest('base64url');

/** Suppressed addresses over the table: one item an address, changed by version. */
export function suppressionsOver(table: Table): Suppressions {
  const read = async (address: string) => {
    const { item } = await table.get(suppressionKey(hashOf(address)));
    return item ? toStanding(item, address) : { ...notSuppressed(address), version: 0 };
  };
  return {
    find: async (address) => suppressionOf(await read(address)),
    report: (report) =>
      raced(async () => {
        const { version, ...standing } = await read(report.address);
        const next = afterReport(standing, report);
        if (next === standing) return false;
        const write = writeOf(next, version, report.at);
        return (await table.put(write.put, write.if)).ok || undefined;
      }),
    release: (address, audit) =>
      raced(async () => {
        const { version, ...standing } = await read(address);
        if (!suppressionOf(standing)) return false;
        const write = writeOf(afterRelease(standing, audit.at), version, audit.at);
        return (await table.transact([write, auditLine(audit)])).ok || undefined;
      }),
    forgetAddress: (address) =>
      raced(async () => {
        const { item } = await table.get(suppressionKey(hashOf(address)));
        if (!item) return true;
        const { address: _, listPk, listSk, ...left } = item;
        const put = { ...left, bounce: wordless(item.bounce), complaint: wordless(item.complaint) };
        const asRead: WriteCondition = {
          'nobody changed it since': { attribute: 'version', equals: Number(item.version) },
        };
        return (await table.put(put, asRead)).ok || undefined;
      }).then(() => {}),
    async list({ limit, cursor }) {
      const pk = listPartition('SUPPRESSION');
      const page = await table.query({ index: 'lists', pk, descending: true, limit, cursor });
      const found = page.items.map((item) => suppressionOf(toStanding(item, String(item.address))));
      return { suppressions: found.filter((each) => each !== null), cursor: page.cursor };
    },
  };
}

/** Runs again what lost a race, which answers undefined. */
async function raced<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let race = 0; race < maxRaces; race++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races for a suppression`));
}

function writeOf(standing: SuppressionState, readVersion: number, at: string): Extract<Write, { put: Item }> {
  const hash = hashOf(standing.address);
  const suppression = suppressionOf(standing);
  const asRead: WriteCondition = {
    'nobody changed it since': { attribute: 'version', equals: readVersion, orAbsent: readVersion === 0 },
  };
  const put: Item = {
    ...suppressionKey(hash),
    ...(suppression && { address: standing.address, ...listed('SUPPRESSION', `${suppression.at}#${hash}`) }),
    bounce: stored(standing.bounce),
    complaint: stored(standing.complaint),
    releasedAt: standing.releasedAt,
    version: readVersion + 1,
    ttl: ttlOf(new Date(Date.parse(at) + blockedAddressKeptDays * 86_400_000).toISOString()),
  };
  return { put, if: asRead };
}

const wordless = (heard: ItemValue | undefined): ItemValue =>
  heard ? { ...(heard as { at: string; detail: string }), detail: '' } : null;

const stored = (heard: SuppressionState['bounce']): ItemValue =>
  heard && { at: heard.at, detail: heard.detail.slice(0, maxDetailCharacters) };

const toStanding = (item: Item, address: string) => ({
  address,
  bounce: item.bounce as SuppressionState['bounce'],
  complaint: item.complaint as SuppressionState['complaint'],
  releasedAt: item.releasedAt === null ? null : String(item.releasedAt),
  version: Number(item.version),
});
