import { describe, expect, it } from 'vitest';
import { noticeEvent } from '../../shared/domain/webhooks/event.ts';
import type { Webhook } from '../../shared/domain/webhooks/webhook.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { deliveriesOver } from '../../shared/storage/webhooks/deliveries.ts';
import { webhookStatesOver } from '../../shared/storage/webhooks/webhook-states.ts';
import { webhooksOver } from '../../shared/storage/webhooks/webhooks.ts';
import { onEachTable } from '../support/on-each-table.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const eventAt = (owner: string, at: string) =>
  noticeEvent(owner, { id: `trial:${at}`, name: 'Basic', kind: 'trial_ending', endsAt: at }, at);
const attempt = { at: now.toISOString(), status: 500, error: 'status' };

const webhookOf = (owner: string): Webhook => ({
  ...{ id: 'hook-1', owner, url: 'https://hooks.example/', types: [], secrets: [{ sealed: '1.x', until: null }] },
  ...{ createdAt: now.toISOString(), disabledAt: null, disabledBecause: null, failingSince: null, version: 1 },
});
let made = 0;
const audit = (accountId: string) => ({
  ...{
    id: `line-${++made}`,
    accountId,
    at: now.toISOString(),
    action: 'webhook.added',
    actor: 'tollgate' as const,
    detail: {},
  },
});

onEachTable(({ table, newPk }) =>
  describe('webhooks', () => {
    it('one that is written is read as it was, replaced by one of two, and removed once', async () => {
      const webhooks = webhooksOver(table);
      const webhook = webhookOf('@operators');
      await webhooks.remove('@operators', 'hook-1', audit('@operators'));
      expect(await webhooks.insert(webhook, { most: 10, audit: audit('@operators') })).toBe(true);
      expect(await webhooks.find('@operators', 'hook-1')).toEqual(webhook);
      const next = { ...webhook, types: ['badge.granted' as const], version: 2 };
      expect(await webhooks.replace(webhook, next, audit('@operators'))).toBe(true);
      expect(await webhooks.replace(webhook, next, audit('@operators'))).toBe(false);
      expect(await webhooks.listOf('@operators')).toEqual([next]);
      expect(await webhooks.remove('@operators', 'hook-1', audit('@operators'))).toBe(true);
      expect(await webhooks.remove('@operators', 'hook-1', audit('@operators'))).toBe(false);
    });

    /** One that is there, as the sender and its owner each write of it. */
    const kept = async () => {
      const [webhooks, states] = [webhooksOver(table), webhookStatesOver(table)];
      const { owner, id, ...webhook } = webhookOf(newPk());
      await table.put({ pk: `WEBHOOK#${owner}`, sk: `HOOK#${id}`, owner, id, ...webhook } as never);
      return { webhooks, states, webhook: { owner, id, ...webhook }, now: () => webhooks.find(owner, id) };
    };
    const failed = (at: string) => ({ at, status: 500, error: 'no 2xx' });
    const why = { disabledAt: now.toISOString(), disabledBecause: 'gone' } as const;

    it('the first failure is kept until something arrives, and one of two disables it', async () => {
      const { webhooks, states, webhook, now } = await kept();
      await states.setFailing(webhook, failed('a'));
      await states.setFailing(webhook, failed('b'));
      expect(await now()).toEqual({ ...webhook, failingSince: 'a' });
      expect(await webhooks.listOf(webhook.owner)).toEqual([{ ...webhook, failingSince: 'a' }]);
      await states.setWorking(webhook);
      expect(await now()).toEqual(webhook);
      await states.setAnswered(webhook);
      expect(await states.disable(webhook, why)).toBe(true);
      expect(await states.disable(webhook, why)).toBe(false);
      expect(await now()).toEqual({ ...webhook, ...why, answeredUrl: webhook.url });
    });

    it('a webhook that is gone gets no notes, and removing one leaves nothing of it', async () => {
      const { webhooks, states, webhook, now } = await kept();
      const gone = { ...webhook, id: 'none' };
      await states.setFailing(gone, failed('c'));
      await states.setAnswered(gone);
      expect(await states.disable(gone, why)).toBe(false);
      await states.setFailing(webhook, failed('a'));
      await webhooks.remove(webhook.owner, webhook.id, audit(webhook.owner));
      expect(await now()).toBeNull();
      for (const id of ['none', webhook.id])
        expect((await table.get({ pk: `WEBHOOKSTATE#${webhook.owner}`, sk: id })).item).toBeUndefined();
    });

    it('a change that its owner makes while the sender disables it is refused; enabled again it starts anew', async () => {
      const { webhooks, states, webhook, now } = await kept();
      await states.setFailing(webhook, failed('a'));
      const seen = (await now())!;
      await states.disable(seen, why);
      const renamed = { ...seen, types: ['badge.granted' as const], version: 2 };
      expect(await webhooks.replace(seen, renamed, audit(webhook.owner))).toBe(false);
      const disabled = (await now())!;
      const enabled = { ...disabled, disabledAt: null, disabledBecause: null, failingSince: null, version: 2 };
      expect(await webhooks.replace(disabled, enabled, audit(webhook.owner))).toBe(true);
      expect(await now()).toEqual(enabled);
      expect(await states.disable(disabled, why), 'as it was before').toBe(false);
      expect(await states.disable(enabled, why)).toBe(true);
    });
  }),
);

onEachTable(({ table, newPk }) =>
  describe('deliveries', () => {
    it('an event that is noted again is the one that was noted first', async () => {
      const owner = newPk();
      const deliveries = deliveriesOver(table);
      const event = eventAt(owner, now.toISOString());
      expect(await deliveries.note(owner, event)).toEqual(event);
      expect(await deliveries.note(owner, { ...event, data: { other: true } })).toEqual(event);
    });

    it('one that is due is claimed by one, leaves what is due while it is tried, and for good once it arrived', async () => {
      const owner = newPk();
      const deliveries = deliveriesOver(table);
      const event = await deliveries.note(owner, eventAt(owner, now.toISOString()));
      const webhook = { owner, id: 'hook-1' };
      expect(await deliveries.add(webhook, event, now)).toBe(true);
      expect(await deliveries.add(webhook, event, later(60))).toBe(false);
      const isDue = async (at: Date) => (await deliveries.due(at, 1_000)).filter((each) => each.owner === owner).length;
      expect([await isDue(later(-1)), await isDue(now)]).toEqual([0, 1]);
      const found = (await deliveries.find(webhook, event.id))!;
      const claims = await Promise.all([1, 2].map(() => deliveries.claim(found, later(60).toISOString())));
      expect(claims.toSorted()).toEqual([false, true]);
      expect([await isDue(later(59)), await isDue(later(60))]).toEqual([0, 1]);
      const claimed = { ...found, attempts: 1 };
      await deliveries.setFailed(claimed, attempt, later(300).toISOString());
      expect([await isDue(later(299)), await isDue(later(300))]).toEqual([0, 1]);
      expect(await deliveries.find(webhook, event.id)).toMatchObject({
        state: 'pending',
        lastStatus: 500,
        attempts: 1,
      });
      expect(await deliveries.claim(claimed, later(400).toISOString())).toBe(true);
      await deliveries.setDelivered(claimed, { ...attempt, status: 204, error: null });
      expect(await deliveries.find(webhook, event.id), 'a late answer of an earlier try').toMatchObject({
        state: 'pending',
      });
      await deliveries.setDelivered({ ...claimed, attempts: 2 }, { ...attempt, status: 204, error: null });
      expect(await deliveries.find(webhook, event.id)).toMatchObject({
        state: 'delivered',
        dueAt: null,
        lastError: null,
      });
      expect(await isDue(later(10_000))).toBe(0);
      await deliveries.replay({ ...claimed, attempts: 2 }, later(500));
      expect([await isDue(later(499)), await isDue(later(500))]).toEqual([0, 1]);
    });

    it('those of one webhook are listed latest first, within half-open times, page by page', async () => {
      const owner = newPk();
      const deliveries = deliveriesOver(table);
      const times = [0, 1, 2, 3].map((second) => later(second).toISOString());
      for (const id of ['hook-1', 'hook-10'])
        for (const at of times) await deliveries.add({ owner, id }, eventAt(owner, at), now);
      const webhook = { owner, id: 'hook-1' };
      const all = await deliveries.list(webhook, { limit: 10 });
      expect(all.deliveries.map(({ at, webhookId }) => [at, webhookId])).toEqual(
        times.toReversed().map((at) => [at, 'hook-1']),
      );
      const some = await deliveries.list(webhook, { limit: 10, from: times[1], to: times[3] });
      expect(some.deliveries.map(({ at }) => at)).toEqual([times[2], times[1]]);
      const first = await deliveries.list(webhook, { limit: 3 });
      const second = await deliveries.list(webhook, { limit: 3, cursor: first.cursor });
      expect([...first.deliveries, ...second.deliveries]).toEqual(all.deliveries);
      expect(second.cursor).toBeUndefined();
    });
  }),
);

onEachTable(({ table, newPk }) =>
  describe('looks at badges', () => {
    it('a look that is done leaves one that was expected since', async () => {
      const accountId = newPk();
      const looks = badgeLooksOver(table);
      const due = async () => (await looks.due(later(60), 1_000)).filter((each) => each.accountId === accountId);
      await looks.expect({ accountId, id: 'a' }, later(30));
      const [found] = await due();
      await looks.expect({ accountId, id: 'b' }, later(30));
      await looks.done(found!);
      expect(await due()).toEqual([{ accountId, id: 'b', because: 'change' }]);
      await looks.done({ accountId, id: 'b', because: 'change' });
      expect(await due()).toEqual([]);
    });

    it('are due at an expected end, whatever changes before, and the last expectation counts', async () => {
      const accountId = newPk();
      const looks = badgeLooksOver(table);
      const due = async (at: number) =>
        (await looks.due(later(at), 1_000)).flatMap((each) => (each.accountId === accountId ? each.id : []));
      await looks.expectEnd({ accountId, id: 'end' }, later(300));
      await looks.expect({ accountId, id: 'change' }, later(30));
      expect(await due(60)).toEqual(['change']);
      await looks.done({ accountId, id: 'change', because: 'change' });
      await looks.expectEnd({ accountId, id: 'sooner' }, later(200));
      expect([await due(60), await due(400)]).toEqual([[], ['sooner']]);
      await looks.done({ accountId, id: 'end', because: 'end' });
      expect(await due(400)).toEqual(['sooner']);
    });

    it('the record of news only moves forward, and news stays unsent until it is marked as sent', async () => {
      const badge = { accountId: newPk(), handle: 'ada' };
      const looks = badgeLooksOver(table);
      const unsent = { ...eventAt(badge.accountId, now.toISOString()), data: { displayName: 'Ada' } };
      expect(await looks.notified(badge.accountId, 'ada')).toEqual({ status: null, times: 0 });
      const second = { handle: 'ada', status: 'suspended', times: 2, data: unsent.data, unsent } as const;
      expect(await looks.setNotified(badge.accountId, second)).toBe(true);
      const first = { handle: 'ada', status: 'verified', times: 1, data: {}, unsent } as const;
      expect(await looks.setNotified(badge.accountId, first)).toBe(false);
      expect(await looks.setNotified(badge.accountId, { ...second, status: 'verified' }), 'another look').toBe(false);
      expect(await looks.notified(badge.accountId, 'ada')).toEqual({ status: 'suspended', times: 2, unsent });
      await looks.setSent(badge.accountId, first);
      expect(await looks.notified(badge.accountId, 'ada'), 'of earlier news').toMatchObject({ unsent });
      await looks.setSent(badge.accountId, second);
      expect(await looks.notifiedOf(badge.accountId)).toEqual([
        { handle: 'ada', status: 'suspended', times: 2, data: { displayName: 'Ada' }, isLetGo: false },
      ]);
    });
  }),
);
