import { beforeEach, describe, expect, it } from 'vitest';
import { tryDelivery } from '../../../functions/webhook-sender/try-delivery.ts';
import { operators } from '../../../shared/domain/webhooks/webhook.ts';
import { addWebhook, deliveriesOf, url, webhooksOf, webhookWorld } from './world.ts';

let world: Awaited<ReturnType<typeof webhookWorld>>;
beforeEach(async () => {
  world = await webhookWorld();
});

const day = 86_400;
const mailsAbout = (words: string) => world.app.mails.filter(({ subject }) => subject.includes(words));
async function daysPass(days: number) {
  for (let passed = 0; passed < days * day; passed += 600) {
    world.pass(600);
    await world.app.sendDue();
  }
  await world.app.drain();
}

describe('a webhook that fails', () => {
  it('for five days and nothing arrives is disabled, and its account is mailed once', async () => {
    const { id } = await addWebhook(world.buyer);
    world.answers(500);
    await world.happens({ id: 'evt_0' });
    await daysPass(4.9);
    await world.happens({ id: 'evt_1' });
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'failing' }]);
    await daysPass(0.2);
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'disabled', disabledBecause: 'failing' }]);
    expect(mailsAbout('disabled your webhook at hooks.example').map(({ to }) => to)).toEqual(['ada@buyer.example']);
    const tries = world.received.length;
    await world.happens({ id: 'evt_2' });
    await daysPass(1);
    expect(world.received).toHaveLength(tries);
    expect(await deliveriesOf(world.buyer, id)).toMatchObject([
      { event: 'evt_1', state: 'failed', lastStatus: 500 },
      { event: 'evt_0', state: 'failed', attempts: 10 },
    ]);
  });

  it('and then receives something is not disabled, however long the failures went on before and after', async () => {
    await addWebhook(world.buyer);
    for (const [event, status] of [
      ['a', 500],
      ['b', 204],
      ['c', 500],
    ] as const) {
      world.answers(status);
      await world.happens({ id: `evt_${event}` });
      await daysPass(2);
    }
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'failing' }]);
  });
});

describe('a webhook that answers 410', () => {
  it('to two tries at once is disabled once, and one mail says so', async () => {
    const { id } = await addWebhook(world.buyer);
    world.answers(500);
    for (const event of ['evt_0', 'evt_1']) await world.happens({ id: event });
    world.answers(410);
    world.pass(120);
    const { deps } = world.app;
    const asBoth = await deps.webhooks.find(world.accountId, id);
    const found = await Promise.all(['evt_0', 'evt_1'].map((event) => deps.deliveries.find(asBoth!, event)));
    for (const each of found) {
      const finds: (typeof deps.webhooks.find)[] = [async () => asBoth];
      const find: typeof deps.webhooks.find = (...of) => (finds.pop() ?? deps.webhooks.find)(...of);
      expect(await tryDelivery({ ...deps, webhooks: { ...deps.webhooks, find } }, each!)).toBe('given_up');
    }
    await world.app.drain();
    expect(mailsAbout('disabled your webhook')).toHaveLength(1);
  });

  it('is disabled at once and its account is mailed; enabled again it hears of what happens from then on', async () => {
    const { id } = await addWebhook(world.buyer);
    world.answers(410);
    await world.happens({ id: 'evt_0' });
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'disabled', disabledBecause: 'gone' }]);
    expect(mailsAbout('disabled your webhook')).toHaveLength(1);
    expect(mailsAbout('disabled your webhook')[0]?.text).toContain('410');
    for (const [path, body] of [
      ['test', {}],
      ['replay', { event: 'evt_0' }],
    ] as const)
      expect((await world.buyer.send('POST', `/v1/webhooks/${id}/${path}`, body)).status).toBe(409);
    world.answers(204);
    await world.happens({ id: 'evt_1' });
    const enabled = await world.buyer.send('PATCH', `/v1/webhooks/${id}`, { enabled: true });
    expect(enabled.body).toMatchObject({ status: 'working', disabledBecause: null });
    await world.happens({ id: 'evt_2' });
    expect(world.received.map(({ headers }) => headers['webhook-id'])).toEqual(['evt_0', 'evt_2']);
  });

  it('for the operators is told to every operator', async () => {
    await addWebhook(world.operator, {}, '/v1/admin/webhooks');
    world.answers(410);
    await world.happens();
    expect(mailsAbout('disabled your webhook').map(({ to }) => to)).toEqual(
      world.app.deps.catalog.operators.map(({ email }) => email),
    );
    expect(mailsAbout('disabled your webhook')[0]?.text).toContain('/console/webhooks');
  });

  it('for the operators is told to nobody from whom the command line took the role', async () => {
    await addWebhook(world.operator, {}, '/v1/admin/webhooks');
    const { operatorWords, catalog, newId } = world.app.deps;
    const at = world.app.deps.now().toISOString();
    const words = catalog.operators.map(({ email }) => ({ email, role: null, at }));
    const line = { id: newId(), accountId: operators, at, action: 'operator.removed', detail: {} };
    expect(await operatorWords.replace({ version: 0, words }, { ...line, actor: 'command line' as const })).toBe(true);
    world.answers(410);
    await world.happens();
    expect(mailsAbout('disabled your webhook')).toEqual([]);
  });
});

describe('a webhook that its owner disables or removes', () => {
  it('is sent nothing any more, what is on its way included, and nobody is mailed', async () => {
    const disabled = await addWebhook(world.buyer, { url: `${url}/disabled` });
    const removed = await addWebhook(world.buyer, { url: `${url}/removed` });
    world.answers(500);
    await world.happens();
    await world.buyer.send('PATCH', `/v1/webhooks/${disabled.id}`, { enabled: false });
    await world.buyer.send('DELETE', `/v1/webhooks/${removed.id}`);
    await daysPass(1);
    expect(world.received).toHaveLength(2);
    expect(await webhooksOf(world.buyer)).toMatchObject([{ status: 'disabled', disabledBecause: 'owner' }]);
    expect(await deliveriesOf(world.buyer, disabled.id)).toMatchObject([{ state: 'failed', lastError: 'disabled' }]);
    expect(mailsAbout('disabled your webhook')).toEqual([]);
  });

  it('the operators’ webhook receives no name that an account’s owner typed, once the account is being deleted', async () => {
    await addWebhook(world.operator, {}, '/v1/admin/webhooks');
    const { accountId, app } = world;
    const line = {
      id: 'line-1',
      accountId,
      at: world.now().toISOString(),
      action: 'x',
      actor: 'tollgate' as const,
      detail: {},
    };
    await app.deps.accounts.leave(accountId, line);
    await world.happens({ id: 'evt_1', type: 'badge.granted', data: { displayName: 'Ada' } });
    await world.happens({ id: 'evt_2', type: 'key.expires_soon', data: { label: 'Ada’s server' } });
    await world.happens({ id: 'evt_3', data: { name: 'Basic' } });
    expect(world.received.map(({ headers }) => headers['webhook-id'])).toEqual(['evt_3']);
  });

  it('is removed with the webhooks of an account that is deleted, and hears nothing of what follows', async () => {
    await addWebhook(world.buyer);
    expect((await world.buyer.send('DELETE', '/v1/account')).status).toBe(202);
    await world.app.drain();
    expect(await world.app.deps.webhooks.listOf(world.accountId)).toEqual([]);
    await world.happens();
    expect(world.received).toEqual([]);
  });
});
