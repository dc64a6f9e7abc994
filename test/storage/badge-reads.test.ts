import { expect, test } from 'vitest';
import { type BadgeApplication, undecided } from '../../shared/domain/badges/badge.ts';
import { shownApplication, shownGrant } from '../../shared/domain/badges/shown.ts';
import type { Grant } from '../../shared/domain/billing/grant.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { badgeKey } from '../../shared/storage/item-keys.ts';
import type { Key, Table } from '../../shared/storage/table/table.ts';
import { onEachTable } from '../support/on-each-table.ts';

const at = '2026-11-26T08:00:00.000Z';
const applicationOf = (handle: string, more: Partial<BadgeApplication> = {}): BadgeApplication => ({
  ...undecided,
  ...{ handle, accountId: `acc_${handle}`, email: `${handle}@holder.example`, badge: 'verified', kind: 'person' },
  ...{ displayName: handle, url: 'https://holder.example/', picture: null, state: 'approved', reason: null },
  ...{ appliedAt: at, decidedAt: at, firstApprovedAt: at, version: 1 },
  ...more,
});
const line = (accountId: string, id: string) => ({
  id,
  accountId,
  at,
  action: 'test',
  actor: 'tollgate' as const,
  detail: {},
});
const grants: Grant[] = [
  {
    ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
    ...{ periodStart: at, periodEnd: at, paidUntil: at, fullUntil: at, graceUntil: at },
  },
];

/** The table, with the keys of every round trip of reads. */
function observed(table: Table) {
  const trips: (readonly Key[])[] = [];
  const watched: Table = {
    ...table,
    getAll(keys, options) {
      trips.push(keys);
      return table.getAll(keys, options);
    },
  };
  return { watched, trips };
}

onEachTable(({ table, newPk }) => {
  const fresh = (name: string) => `${name}_${newPk().slice(2)}`;
  const badges = badgesOver(table, async (handle) => handle);
  const access = accessStatesOver(table);
  const applied = async (name: string, more: Partial<BadgeApplication> = {}) => {
    const application = applicationOf(fresh(name), more);
    expect(await badges.insert(application, line(application.accountId, 'applied'))).toBe('made');
    return application;
  };

  test('a badge is read with its account’s access: in two round trips at first, in one from then on', async () => {
    const { watched, trips } = observed(table);
    const reads = badgeReadsOver(watched);
    const application = await applied('ada');
    await access.grant(application.accountId, { version: 1, grants });
    const shown = { application: shownApplication(application), access: { grants: grants.map(shownGrant) } };
    const whole = { ...shown, access: { ...shown.access, suspended: false, seats: {} }, parent: null };
    expect(await reads.read([application.handle])).toStrictEqual([whole]);
    expect(trips).toHaveLength(2);
    expect(await reads.read([application.handle])).toStrictEqual([whole]);
    expect(trips).toHaveLength(3);
  });

  test('nothing of what is remembered is shown: what was written since is seen at once', async () => {
    const reads = badgeReadsOver(table);
    const application = await applied('eve');
    await reads.read([application.handle]);
    await access.suspend(application.accountId, line(application.accountId, 'suspended'));
    await badges.replace(
      application,
      { ...application, displayName: 'Eve', version: 2 },
      line(application.accountId, 'renamed'),
    );
    expect(await reads.read([application.handle])).toMatchObject([
      { application: { displayName: 'Eve' }, access: { suspended: true } },
    ]);
  });

  test('a handle that belongs to another account meanwhile is read with that one’s access', async () => {
    const reads = badgeReadsOver(table);
    const application = await applied('moved');
    await access.grant(application.accountId, { version: 1, grants });
    await reads.read([application.handle]);
    await table.delete(badgeKey(application.handle));
    expect(await reads.read([application.handle])).toEqual([null]);
    const next = { ...application, accountId: `${application.accountId}_2` };
    expect(await badges.insert(next, line(next.accountId, 'applied'))).toBe('made');
    expect(await reads.read([application.handle])).toMatchObject([
      { application: { accountId: next.accountId }, access: { grants: [] } },
    ]);
  });

  test('an affiliate is read with its organization, in one round trip once both are known', async () => {
    const { watched, trips } = observed(table);
    const reads = badgeReadsOver(watched);
    const parent = await applied('acme', { kind: 'organization', badge: 'verified_organization' });
    const affiliate = await applied('bob', { parent: parent.handle });
    const orphan = await applied('orphan', { parent: 'nobody_at_all' });
    await access.suspend(parent.accountId, line(parent.accountId, 'suspended'));
    for (const expected of [3, 4]) {
      const [first, second] = await reads.read([affiliate.handle, orphan.handle]);
      expect(first?.parent).toMatchObject({ application: { handle: parent.handle }, access: { suspended: true } });
      expect(second?.parent).toBeNull();
      expect(trips).toHaveLength(expected);
    }
  });

  test('a hundred handles are read in batches of a hundred keys, each answered in its place', async () => {
    const { watched, trips } = observed(table);
    const reads = badgeReadsOver(watched, 10);
    const handles = Array.from({ length: 100 }, (_, i) => `none_${i}`);
    const application = await applied('one');
    handles[50] = application.handle;
    const found = await reads.read(handles);
    expect(found).toHaveLength(100);
    expect(found.flatMap((each, i) => (each ? i : []))).toEqual([50]);
    expect(trips.map((keys) => keys.length)).toEqual([100, 2]);
  });
});
