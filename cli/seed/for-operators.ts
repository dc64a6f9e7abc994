/** Things of an organization that wait for operators. */
import { defaultApp } from '../../shared/domain/apps/app.ts';
import { newUseCase } from '../../shared/domain/apps/use-case.ts';
import { undecided } from '../../shared/domain/badges/badge.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { driftOver } from '../../shared/storage/billing/drift.ts';
import { type Drawing, lineOf, type Owned } from './drawing.ts';
import { drawnText } from './drawn.ts';

/** No handle was ever retired in a new table, so any hash finds none. */
const nothingRetired = async (handle: string) => `seeded ${handle}`;

/** Applies for a badge, which waits for its review. */
export async function writeBadge({ table, random, now }: Drawing, { n, account, person }: Owned): Promise<void> {
  const { id: accountId, email } = account;
  const handle = `org${n}`;
  const audit = lineOf(random, account, person, { action: 'badge.applied', detail: { handle } });
  await badgesOver(table, nothingRetired).insert(
    {
      ...{
        ...undecided,
        handle,
        accountId,
        email,
        badge: 'verified',
        kind: 'person',
        displayName: `Organization ${n}`,
      },
      ...{ url: `https://organization-${n}.example/`, picture: null, state: 'in_review', reason: null },
      ...{ appliedAt: now.toISOString(), decidedAt: null, firstApprovedAt: null, version: 1 },
    },
    audit,
  );
}

/** Makes an app whose use case waits for a decision. */
export async function writeUseCase({ table, random, now }: Drawing, { account, person }: Owned): Promise<void> {
  const { id: accountId, createdAt } = account;
  const use = {
    purpose: 'Reports for our customers',
    audience: null,
    shownAt: null,
    training: false,
    government: false,
  };
  const app = { ...defaultApp(accountId, createdAt), id: `app_${drawnText(random, 8)}`, name: 'Reports' };
  const of = { accountId, app: app.id, appName: app.name, declaredAt: now.toISOString() };
  const audit = lineOf(random, account, person, { action: 'app.created', detail: { app: app.id } });
  await appsOver(table).insert(app, audit, () => ({ useCase: newUseCase(use, of, drawnText(random, 8)), asks: true }));
}

/** Notes a correction of its billing. */
export const writeCorrection = ({ table, random, now }: Drawing, { account }: Owned): Promise<void> =>
  driftOver(table).record({
    ...{ runId: 'run_seed', runStartedAt: now.toISOString(), accountId: account.id, at: now.toISOString() },
    ...{ customerId: `cus_${drawnText(random, 14)}`, cause: 'missed_event', accessChanged: true },
    differences: [{ of: 'subscription', id: 'sub_seed', field: 'status', before: '"active"', after: '"past_due"' }],
  });
