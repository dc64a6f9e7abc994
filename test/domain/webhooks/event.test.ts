import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../shared/domain/mail/message.ts';
import { eventIdOf, noticeEvent, payloadOf } from '../../../shared/domain/webhooks/event.ts';
import { eventTypes } from '../../../shared/domain/webhooks/event-types.ts';

const reached = {
  ...{ id: 'usage_reached:80:2026-11-03', kind: 'usage_reached', name: 'Basic', percent: 80, allowance: 10_000 },
  ...{ unit: 'record', overage: false, renewsAt: '2026-12-03T09:12:44.000Z' },
} as const satisfies Notice;
const at = '2026-11-24T12:00:00.000Z';

describe('an event', () => {
  it('has one id for one occasion, and another for another account or occasion', () => {
    const ids = [eventIdOf('a', 'x'), eventIdOf('a', 'y'), eventIdOf('b', 'x'), eventIdOf('', 'ax')];
    expect(new Set(ids).size).toBe(4);
    expect(eventIdOf('a', 'x')).toBe(ids[0]);
    for (const id of ids) expect(id).toMatch(/^evt_[\w-]{24}$/);
  });

  it('is made of each notice, under the notice’s name, with the mail’s data', () => {
    const event = noticeEvent('acct-1', reached, at);
    expect(event).toMatchObject({ type: 'usage.threshold_reached', accountId: 'acct-1', at });
    expect(noticeEvent('acct-1', reached, '2026-11-25T00:00:00.000Z').id).toBe(event.id);
    const failed = { id: 'n', kind: 'payment_failed', name: 'Basic', accessUntil: at, payAt: null } as const;
    expect(noticeEvent('acct-1', failed, at)).toMatchObject({
      type: 'billing.payment_failed',
      data: { name: 'Basic', accessUntil: at, payAt: null },
    });
  });

  it('is sent as type, timestamp and data, in which its account is named', () => {
    expect(JSON.parse(payloadOf(noticeEvent('acct-1', reached, at)))).toEqual({
      type: 'usage.threshold_reached',
      timestamp: at,
      data: {
        ...{ accountId: 'acct-1', name: 'Basic', percent: 80, allowance: 10_000, unit: 'record', overage: false },
        renewsAt: '2026-12-03T09:12:44.000Z',
      },
    });
  });

  it('has a type of words between full stops', () => {
    for (const type of eventTypes) expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
  });
});
