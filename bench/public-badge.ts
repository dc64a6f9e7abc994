import { readPublicBadge } from '../functions/badge-pages/public-badge.ts';
import { requestId } from '../shared/domain/access/request-id.ts';
import { type BadgeApplication, undecided } from '../shared/domain/badges/badge.ts';
import type { ApiRequest } from '../shared/http/request.ts';
import { rasterizer } from '../shared/pictures/png.ts';
import { signInOver } from '../shared/storage/accounts/sign-in.ts';
import { badgeLooksOver } from '../shared/storage/badges/badge-looks.ts';
import { badgeReadsOver } from '../shared/storage/badges/badge-reads.ts';
import { badgesOver } from '../shared/storage/badges/badges.ts';
import { accessStatesOver } from '../shared/storage/billing/access.ts';
import type { Table } from '../shared/storage/table/table.ts';
import catalog from '../tollgate.config.ts';

const at = '2026-11-01T00:00:00.000Z';
const end = '2026-12-01T00:00:00.000Z';

/** The clock of the figure, in the middle of the badge's paid month. */
export const now = () => new Date('2026-11-15T00:00:00.000Z');

const application: BadgeApplication = {
  ...undecided,
  ...{ handle: 'ada', accountId: 'acc_1', email: 'ada@example.com', badge: 'verified', kind: 'person' },
  ...{ displayName: 'Ada Lovelace', url: 'https://ada.example/', picture: null, state: 'approved', reason: null },
  ...{ appliedAt: at, decidedAt: at, firstApprovedAt: at, version: 1 },
};

/** Stores the approved and paid badge `ada`. */
export async function storeBadge(table: Table): Promise<void> {
  const audit = { id: '1', accountId: 'acc_1', at, action: 'bench', actor: 'tollgate' as const, detail: {} };
  const badges = badgesOver(table, async (handle) => handle);
  await badges.insert(application, audit);
  await accessStatesOver(table).grant('acc_1', {
    version: 1,
    grants: [
      {
        ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
        ...{ periodStart: at, periodEnd: end, paidUntil: end, fullUntil: end, graceUntil: end },
      },
    ],
  });
}

/** A function that answers the public about the badge `ada` in a form: none for the page, `.json`, `.svg` or `.png`. */
export function publicBadgeOver(table: Table) {
  const route = readPublicBadge({
    ...{ catalog, now, newId: () => '1', origin: 'https://shop.example', originSecrets: [] },
    log: { info: () => {}, error: () => {} } as never,
    sessions: signInOver(table),
    badges: badgesOver(table),
    badgeReads: badgeReadsOver(table),
    badgeLooks: badgeLooksOver(table),
    access: accessStatesOver(table),
    rasterize: rasterizer(),
  } as unknown as Parameters<typeof readPublicBadge>[0]);
  return (form: string) => route(requestFor(form));
}

const requestFor = (form: string): ApiRequest => ({
  ...{ id: requestId('1', 0), method: 'GET', route: 'GET /badges/{handle}', path: `/badges/ada${form}` },
  address: '198.51.100.7',
  ...{
    params: { handle: `ada${form}` },
    query: new URLSearchParams(),
    search: '',
    headers: {},
    cookies: {},
    body: Buffer.alloc(0),
  },
});
