import type { Grant } from '../../shared/domain/billing/grant.ts';
import { addWebhook, webhookWorld } from './webhooks/world.ts';

const paidUntil = '2027-12-01T00:00:00.000Z';
export const grantUntil = (until = paidUntil): Grant => ({
  ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
  ...{
    periodStart: '2026-11-01T00:00:00.000Z',
    periodEnd: until,
    paidUntil: until,
    fullUntil: until,
    graceUntil: until,
  },
});

/** A holder who has applied for the badge of @ada and paid, and an operator. */
export async function badgeWorld(options: Parameters<typeof webhookWorld>[0] = {}) {
  const world = await webhookWorld(options);
  const { app, buyer, operator, accountId } = world;
  await addWebhook(buyer);
  await app.deps.access.grant(accountId, { version: 1, grants: [grantUntil()] });
  const profile = { handle: 'ada', displayName: 'Ada', kind: 'person', url: 'https://ada.example/' };
  const applied = await buyer.send('POST', '/v1/badges', profile);
  if (applied.status !== 201) throw new Error(applied.text);
  return {
    ...world,
    decide: (decision: string, body: object = {}) =>
      operator.send('POST', `/v1/admin/badges/ada/${decision}`, { reason: 'reviewed', ...body }),
    rename: (displayName: string) => buyer.send('PATCH', '/v1/badges/ada', { displayName }),
    read: (path: string, headers = {}) => app.request('GET', path, { headers }),
    /** The change is over, and the next run of the schedule was. */
    async looked(seconds = 60) {
      world.pass(seconds);
      await app.lookAtBadges();
      await app.drain();
    },
  };
}

export type BadgeWorld = Awaited<ReturnType<typeof badgeWorld>>;

/** The payload of a JWT, unchecked. */
export const payloadOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString('utf8'));
