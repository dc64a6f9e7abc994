import type { TogetherView } from '../../shared/http/views.ts';

const times = { firstSeenAt: '2026-10-02T08:00:00.000Z', lastSeenAt: '2026-11-24T10:00:00.000Z' };

const shared: TogetherView[] = [
  {
    organization: { id: 'acc_7', name: 'Organization 7' },
    by: [
      { kind: 'card', ...times },
      { kind: 'network', ...times, firstSeenAt: '2026-11-20T08:00:00.000Z' },
    ],
  },
  {
    organization: { id: 'acc_9', name: 'شركة التحليلات الرقمية' },
    by: [
      { kind: 'domain', ...times },
      { kind: 'device', ...times },
    ],
  },
  ...Array.from(
    { length: 10 },
    (_, index): TogetherView => ({
      organization: { id: `acc_${index + 11}`, name: `Organization ${index + 11} of the University of Somewhere Else` },
      by: [{ kind: 'network', ...times }],
    }),
  ),
];

/** The organizations seen together with the first account; with no other is any. */
export const someTogether = (): Record<string, TogetherView[]> => ({ acc_0: shared });
