import type { Seats } from '../../domain/badges/affiliate.ts';
import type { Grant } from '../../domain/billing/grant.ts';
import type { Acceptance } from '../../domain/licences/licence.ts';
import { appLimitsKey } from '../apps/app-keys.ts';
import { appsIn } from '../apps/app-limits.ts';
import { seatsPartition } from '../badges/affiliate-keys.ts';
import { signersIn, signersKey } from '../evidence/signers.ts';
import { acceptancePartition, grantsKey, leftKey, spendCapKey, suspensionKey } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Key, Table } from '../table/table.ts';
import { seatsIn } from './seats.ts';
import { spendCapIn } from './spend-caps.ts';

/** All that decides an account's access, read in one go. */
export type AccessState = {
  /** The version of the grants; 0: none were ever written. */
  readonly version: number;
  readonly grants: readonly Grant[];
  readonly acceptances: readonly Acceptance[];
  /** The account is leaving, or has left. */
  readonly isLeaving: boolean;
  readonly suspended: boolean;
  /** Why and since when it is suspended; null where it is not. */
  readonly suspension: Suspension | null;
  /** The seats that it pays for and who takes them, by the badge that they are sold with. */
  readonly seats: Readonly<Record<string, Seats>>;
  /** The most that may be billed in a period beyond the plans; null: whatever comes. */
  readonly spendCap: ReturnType<typeof spendCapIn>;
  /** The limits of its apps. */
  readonly apps: ReturnType<typeof appsIn>;
  /** The keys with which it signs requests. */
  readonly signers: ReturnType<typeof signersIn>;
};

/** Why an operator decided that an account's calls are refused, or no longer, and when (ISO-8601 UTC). */
export type Suspension = { readonly reason: string; readonly at: string };

/** All of it but the limits of apps, signing keys, and who accepted which licence, when and from where. */
export type PaidState = Omit<AccessState, 'acceptances' | 'apps' | 'signers'>;

/** As much of it as decides whether a badge is paid for. */
export type AccessOfHolder = Pick<AccessState, 'grants' | 'suspended' | 'seats'>;

/** The access that these items describe; each may be absent. `seats` has the item of each badge. */
const accessOfHolderIn = (items: {
  readonly granted: Item | undefined;
  readonly suspension: Item | undefined;
  readonly seats: readonly Item[];
}): AccessOfHolder => ({
  grants: (items.granted?.grants ?? []) as unknown as readonly Grant[],
  suspended: items.suspension?.suspended === true,
  seats: Object.fromEntries(items.seats.map((item) => [item.badge, seatsIn(item)])),
});

/** Reads all that decides an account's access. */
export async function readAccess(table: Table, accountId: string): Promise<AccessState> {
  const [[apps, signers, ...items], acceptances, seats] = await Promise.all([
    table.getAll([appLimitsKey(accountId), signersKey(accountId), ...paidKeys(accountId)]).then((found) => found.items),
    readAcceptances(table, accountId),
    readAll(table, { pk: seatsPartition(accountId) }),
  ]);
  return { ...paidIn(items, seats), apps: appsIn(apps), signers: signersIn(signers), acceptances };
}

/** Reads all that decides an account's access but the acceptances of licences and the limits of apps. */
export async function readPaid(table: Table, accountId: string): Promise<PaidState> {
  const [{ items }, seats] = await Promise.all([
    table.getAll(paidKeys(accountId)),
    readAll(table, { pk: seatsPartition(accountId) }),
  ]);
  return paidIn(items, seats);
}

/** Reads as much as decides whether the account's badges are paid for, with the version of the grants. */
export async function readHolder(
  table: Table,
  accountId: string,
): Promise<AccessOfHolder & Pick<AccessState, 'version'>> {
  const [[granted, suspension], seats] = await Promise.all([
    table.getAll([grantsKey(accountId), suspensionKey(accountId)]).then(({ items }) => items),
    readAll(table, { pk: seatsPartition(accountId) }),
  ]);
  return { version: versionIn(granted), ...accessOfHolderIn({ granted, suspension, seats }) };
}

const paidKeys = (accountId: string): readonly Key[] => [
  grantsKey(accountId),
  suspensionKey(accountId),
  spendCapKey(accountId),
  leftKey(accountId),
];

/** `items`: those of `paidKeys`, in their order. */
function paidIn([granted, suspension, cap, left]: readonly (Item | undefined)[], seats: readonly Item[]): PaidState {
  return {
    version: versionIn(granted),
    ...accessOfHolderIn({ granted, suspension, seats }),
    suspension: suspension?.suspended === true ? suspensionIn(suspension) : null,
    isLeaving: left !== undefined,
    spendCap: spendCapIn(cap),
  };
}

const versionIn = (granted: Item | undefined): number => Number(granted?.version ?? 0);

/** Reason and time that a suspension item holds. */
export const suspensionIn = ({ reason, at }: Item): Suspension => ({ reason: String(reason ?? ''), at: String(at) });

/** Reads the acceptances of licences alone. */
export const readAcceptances = async (table: Table, accountId: string): Promise<Acceptance[]> =>
  (await readAll(table, { pk: acceptancePartition(accountId) })).map(toAcceptance);

const toAcceptance = (item: Item): Acceptance => ({
  licenceId: String(item.licenceId),
  version: String(item.version),
  sha256: String(item.sha256),
  ...(typeof item.termsSha256 === 'string' && { termsSha256: item.termsSha256 }),
  name: String(item.name),
  role: String(item.role),
  organization: String(item.organization ?? ''),
  email: String(item.email),
  address: String(item.address),
  at: String(item.at),
});
