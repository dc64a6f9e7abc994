import type { BadgeApplication } from '../../domain/badges/badge.ts';
import type { HandleHash } from '../../domain/badges/retired-handle.ts';
import type { Settlement } from '../../domain/badges/settlement-types.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { badgeKey, listPartition, ttlOf } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table, Write, WriteCondition } from '../table/table.ts';
import { badgeIn, badgeItem, isReserved, isVersion, nextVersion, ownBadgeKey } from './badge-item.ts';
import { accountBadgePartition } from './badge-keys.ts';
import { claimWrites } from './badge-names.ts';
import { settlementWrites } from './badge-settlements.ts';
import { holding, noHandleHash, retireReserved, retiring, whileNotRetired } from './retired-handles.ts';

/** A page of applications. Without `cursor` it is the last. */
export type BadgePage = { readonly applications: readonly BadgeApplication[]; readonly cursor?: string };
/** The result of an application: made, or refused since the handle is taken or the account has applied for this badge before. */
export type Application = 'made' | 'handle_taken' | 'badge_held';

/** Badge applications, each under its handle. */
export interface Badges {
  find(handle: string): Promise<BadgeApplication | null>;
  listOf(accountId: string): Promise<readonly BadgeApplication[]>;
  /** Makes one of two applications for one handle. An account applies for each badge once. */
  insert(application: BadgeApplication, audit: AuditEntry): Promise<Application>;
  /**
   * Replaces the version before, and the settlement that it planned.
   * False when somebody else changed it meanwhile, or a badge with a look-alike handle was approved meanwhile.
   */
  replace(before: BadgeApplication, after: BadgeApplication, audit: AuditEntry): Promise<boolean>;
  /** Replaces the version before under another handle; the one that it was shown under is held for its account for a time. */
  move(before: BadgeApplication, after: BadgeApplication, audit: AuditEntry): Promise<MoveOutcome>;
  /** Notes something that nobody did; false when somebody else changed it meanwhile. */
  note(application: BadgeApplication): Promise<boolean>;
  /** Takes the application away, and with it the badge, and plans what becomes of its payment; false when it changed since it was read. */
  withdraw(application: BadgeApplication, audit: AuditEntry, settlement?: Settlement | null): Promise<boolean>;
  /** Withdraws it because its holder is deleted: if the public ever saw its handle, nobody gets that again. */
  retire(application: BadgeApplication, audit: AuditEntry, settlement: Settlement | null): Promise<boolean>;
  /** The same of the handles that are held for an account. */
  retireHeld(accountId: string): Promise<void>;
  /** In the order in which they were made. */
  list(page: {
    readonly limit: number;
    readonly cursor?: string;
    readonly state?: BadgeApplication['state'];
  }): Promise<BadgePage>;
}

/** The result of a move to another handle. */
export type MoveOutcome = 'moved' | 'handle_taken' | 'changed';

/** Days for which nobody else gets a handle that a badge was shown under: its links would lead to a stranger. */
const heldDays = 30;
const dayMs = 86_400_000;

/** Badge applications over the table. `hashOf`: for functions that give handles away, or retire them. */
export function badgesOver(table: Table, hashOf: HandleHash = noHandleHash): Badges {
  const find = async (handle: string) => {
    const { item } = await table.get(badgeKey(handle));
    return badgeIn(item);
  };
  return {
    find,
    async listOf(accountId) {
      const items = await readAll(table, { pk: accountBadgePartition(accountId) });
      const found = await Promise.all(items.map((item) => find(String(item.handle))));
      return found.filter((each) => each !== null);
    },
    insert: insert(table, hashOf),
    async replace(before, after, audit) {
      const writes = [...settlementWrites(before, after.settlement), auditLine(audit)];
      return (await table.transact([nextVersion(after), ...writes, ...(await claimWrites(table, { before, after }))]))
        .ok;
    },
    move: (before, after, audit) => move(table, { before, after, hashOf }, audit),
    async note(application) {
      const { ok } = await table.put(badgeItem(application), isVersion(application.version - 1));
      return ok;
    },
    async withdraw(application, audit, settlement = application.settlement) {
      const planned = settlementWrites(application, settlement);
      return (await table.transact(await withdrawal(table, application, [...planned, auditLine(audit)]))).ok;
    },
    async retire(application, audit, settlement) {
      const planned = settlementWrites(application, settlement, '');
      const writes = [...planned, auditLine(audit), ...(await retiring(hashOf, application))];
      return (await table.transact(await withdrawal(table, application, writes))).ok;
    },
    retireHeld: (accountId) => retireReserved(table, hashOf, accountId),
    list: list(table),
  };
}

const insert =
  (table: Table, hashOf: HandleHash): Badges['insert'] =>
  async (application, audit) => {
    const { handle } = application;
    const result = await table.transact([
      { put: badgeItem(application), if: await isFree(table, application, audit.at) },
      {
        put: { ...ownBadgeKey(application), handle },
        if: { 'the account has not applied for it': { attribute: 'pk', is: 'absent' } },
      },
      auditLine(audit),
      ...(await claimWrites(table, { before: null, after: application })),
      await whileNotRetired(hashOf, handle),
    ]);
    if (result.ok) return 'made';
    return result.reasons[1] === null ? 'handle_taken' : 'badge_held';
  };

const list =
  (table: Table): Badges['list'] =>
  async ({ limit, cursor, state }) => {
    const skPrefix = state && `${state}#`;
    const page = await table.query({ index: 'lists', pk: listPartition('BADGE'), skPrefix, limit, cursor });
    return { applications: page.items.flatMap((item) => badgeIn(item) ?? []), cursor: page.cursor };
  };

const withdrawal = async (table: Table, application: BadgeApplication, also: readonly Write[]): Promise<Write[]> => [
  { delete: badgeKey(application.handle), if: isVersion(application.version) },
  { delete: ownBadgeKey(application) },
  ...also,
  ...(await claimWrites(table, { before: application, after: null })),
];

type Moved = {
  readonly before: BadgeApplication;
  readonly after: BadgeApplication;
  readonly hashOf: HandleHash;
};

async function move(table: Table, { before, after, hashOf }: Moved, audit: AuditEntry): Promise<MoveOutcome> {
  const { handle } = after;
  const heldUntil = new Date(Date.parse(audit.at) + heldDays * dayMs).toISOString();
  const result = await table.transact([
    { put: badgeItem(after), if: await isFree(table, after, audit.at) },
    leaving(before, heldUntil),
    await whileNotRetired(hashOf, handle),
    ...(before.firstApprovedAt === null ? [] : [holding(before.accountId, before.handle, heldUntil)]),
    { put: { ...ownBadgeKey(after), handle } },
    ...settlementWrites(before, after.settlement),
    auditLine(audit),
    ...(await claimWrites(table, { before, after })),
  ]);
  if (result.ok) return 'moved';
  return result.reasons[1] === null ? 'handle_taken' : 'changed';
}

/** The write that leaves a handle. A handle that was never shown is free, since no links lead to it. */
const leaving = ({ handle, accountId, firstApprovedAt, version }: BadgeApplication, heldUntil: string): Write =>
  firstApprovedAt === null
    ? { delete: badgeKey(handle), if: isVersion(version) }
    : { put: { ...badgeKey(handle), heldFor: accountId, heldUntil, ttl: ttlOf(heldUntil) }, if: isVersion(version) };

/** That the handle is free for the application's account: nobody has it, and it is held for nobody else. */
export async function isFree(
  table: Table,
  { handle, accountId }: BadgeApplication,
  at: string,
): Promise<WriteCondition> {
  const { item } = await table.get(badgeKey(handle));
  const mayTake = item && isReserved(item) && (item.heldFor === accountId || String(item.heldUntil) <= at);
  if (!mayTake) return { 'the handle is free': { attribute: 'pk', is: 'absent' } };
  return {
    'nobody has it': { attribute: 'version', is: 'absent' },
    'it is held as it was': { attribute: 'heldUntil', equals: String(item.heldUntil), orAbsent: true },
  };
}
