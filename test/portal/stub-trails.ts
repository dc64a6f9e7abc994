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
