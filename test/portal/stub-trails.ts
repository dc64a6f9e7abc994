import type { AuditView } from '../../shared/http/views.ts';

const at = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;
const url = 'https://hooks.example.com/a/rather/long/address/that/has/no/space/in/it/at/all';

const own: AuditView[] = [
  {
    ...{ id: 'line_3', at: at(30), action: 'webhook.added', actor: 'operator@example.com' },
    detail: { webhook: 'hook_1', url },
  },
  {
    ...{ id: 'line_2', at: at(20), action: 'operator.invited', actor: 'command line' },
    detail: { operator: 'second.operator@example.com', expiresAt: '2026-11-25T10:20:00.000Z' },
  },
  { id: 'line_1', at: at(10), action: 'something.newer', actor: 'tollgate', detail: {} },
];

const suspended: AuditView = {
  ...{ id: 'of_0', at: at(40), action: 'account.suspended', actor: 'operator@example.com' },
  detail: { reason: 'scraping', operatorRole: 'support' },
};
const signedIn = (index: number): AuditView => ({
  ...{ id: `of_${index}`, at: at(40 - index), action: 'session.started', actor: 'someone0@example.com' },
  detail: {},
});
const ofAccount = [suspended, ...Array.from({ length: 11 }, (_, index) => signedIn(index + 1))];

/** The trail of the operators, and that of the first account of the list. */
export const someTrails = (): Record<string, AuditView[]> => ({ '@operators': own, acc_0: ofAccount });

/** The trail of the buyer's own organization, newest first. */
export const someOwnTrail = (): AuditView[] => [
  {
    ...{ id: 'own_6', at: at(50), action: 'key.changed', actor: 'buyer@example.com' },
    detail: { key: 'key_1', fields: 'label,cidrs' },
  },
  {
    ...{ id: 'own_5', at: at(45), action: 'account.viewed', actor: 'operator@example.com' },
    detail: { reason: 'A question about an invoice', operatorRole: 'support' },
  },
  {
    ...{ id: 'own_4', at: at(44), action: 'webhook.added', actor: 'buyer@example.com' },
    detail: { webhook: 'hook_1', url },
  },
  {
    ...{ id: 'own_3', at: '2026-11-23T09:00:00.000Z', action: 'member.role_changed', actor: 'مريم@example.com' },
    detail: { member: 'per_2', from: 'viewer', to: 'developer' },
  },
  {
    ...{ id: 'own_2', at: '2026-11-06T08:30:00.000Z', action: 'key.created', actor: 'buyer@example.com' },
    detail: { key: 'key_1', label: 'Nightly import', environment: 'live', app: 'default' },
  },
  {
    ...{ id: 'own_2a', at: '2026-11-05T08:30:00.000Z', action: 'spend_cap.set', actor: 'buyer@example.com' },
    detail: { cap: '25000 usd' },
  },
  {
    ...{ id: 'own_2b', at: '2026-11-04T08:30:00.000Z', action: 'refund.made', actor: 'operator@example.com' },
    detail: { invoice: 'in_1', amountMinor: '1250', currency: 'usd', order: 'order_1' },
  },
  { id: 'own_1', at: '2026-11-01T09:00:00.000Z', action: 'something.newer', actor: 'tollgate', detail: {} },
];
