import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditView, Listing, SecretWebhookView } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { signUp } from '../../support/app-person.ts';
import { nobodyAnswers } from '../../support/app-webhook-receivers.ts';
import { observedTable } from '../../support/faulty-table.ts';
import { addWebhook, signersOf, url, webhooksOf, webhookWorld } from './world.ts';

let world: Awaited<ReturnType<typeof webhookWorld>>;
beforeEach(async () => {
  world = await webhookWorld();
});

describe('adding a webhook', () => {
  it('answers its secret once, and never again', async () => {
    const { secret, ...added } = await addWebhook(world.buyer);
    expect(secret).toMatch(/^whsec_/);
    expect(added).toMatchObject({ url, types: [], status: 'working', oldSecretUntil: null });
    expect(await webhooksOf(world.buyer)).toEqual([added]);
  });

  it('leaves no secret in the table, in the log or in the trail', async () => {
    const { table, items } = observedTable(memoryTable({ now: () => new Date('2026-11-24T12:00:00Z') }));
    world = await webhookWorld({ table });
    const { secret, id } = await addWebhook(world.buyer);
    const rotated = await world.buyer.send<SecretWebhookView>('POST', `/v1/webhooks/${id}/rotate`, {
      overlapSeconds: 60,
    });
    await world.happens();
    const everything = JSON.stringify([await items(), world.app.logs]);
    for (const each of [secret, rotated.body.secret]) {
      expect(everything).not.toContain(each.slice(6));
      expect(everything).not.toContain(Buffer.from(each.slice(6), 'base64').toString('base64url'));
    }
  });

  it.each([
    [{ url: 'http://hooks.example/' }, 'url'],
    [{ url: 'https://127.0.0.1/' }, 'url'],
    [{ url: `https://hooks.example/${'x'.repeat(500)}` }, 'url'],
    [{ url: 5 }, 'url'],
    [{ types: ['no.such'] }, 'types.0'],
    [{ types: 'badge.granted' }, 'types'],
    [{ secret: 'mine' }, 'secret'],
  ])('with %j is refused, naming %s, and adds nothing', async (body, field) => {
    const reply = await world.buyer.send('POST', '/v1/webhooks', { url, ...body });
    expect(reply).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: [{ field }] } });
    expect(await webhooksOf(world.buyer)).toEqual([]);
  });

  it.each([
    ['private', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['the metadata service', ['169.254.169.254']],
    ['carrier-grade NAT', ['100.64.0.1']],
    ['IPv4-mapped', ['::ffff:10.0.0.1']],
    ['NAT64', ['64:ff9b::a00:1']],
    ['one public and one private', ['93.184.216.34', '192.168.1.1']],
  ])('with a name that leads inside (%s) is refused', async (_, addresses) => {
    const resolve = async () => addresses.map((address) => ({ address }));
    world = await webhookWorld({ receivers: { ...nobodyAnswers, resolve } });
    const reply = await world.buyer.send('POST', '/v1/webhooks', { url });
    expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'url' }] } });
    expect(await webhooksOf(world.buyer)).toEqual([]);
  });

  it('with a name that cannot be found is refused', async () => {
    const resolve = async () => Promise.reject(new Error('ENOTFOUND'));
    world = await webhookWorld({ receivers: { ...nobodyAnswers, resolve } });
    expect((await world.buyer.send('POST', '/v1/webhooks', { url })).text).toContain('host name that resolves');
  });

  it('stops at ten, however many are added at once, and goes on once one is removed', async () => {
    const replies = await Promise.all(
      Array.from({ length: 14 }, () => world.buyer.send('POST', '/v1/webhooks', { url })),
    );
    expect(replies.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(201), ...Array(4).fill(409)]);
    const [first] = await webhooksOf(world.buyer);
    expect((await world.buyer.send('DELETE', `/v1/webhooks/${first?.id}`)).status).toBe(204);
    expect((await world.buyer.send('DELETE', `/v1/webhooks/${first?.id}`)).status).toBe(404);
    await addWebhook(world.buyer);
    expect(await webhooksOf(world.buyer)).toHaveLength(10);
  });
});

describe('a webhook', () => {
  it('is seen and changed by its own account only, and the operators’ by operators only', async () => {
    const { id } = await addWebhook(world.buyer);
    const other = await signUp(world.app, 'eve@buyer.example');
    for (const [method, path, body] of [
      ['PATCH', '', { enabled: false }],
      ['DELETE', '', undefined],
      ['POST', '/rotate', { overlapSeconds: 0 }],
      ['POST', '/test', {}],
      ['POST', '/replay', { event: 'evt_1' }],
      ['GET', '/deliveries', undefined],
    ] as const)
      expect((await other.send(method, `/v1/webhooks/${id}${path}`, body)).status, path).toBe(404);
    expect(await webhooksOf(other)).toEqual([]);
    expect((await world.buyer.get('/v1/admin/webhooks')).status).toBe(403);
    expect(await webhooksOf(world.operator, '/v1/admin/webhooks')).toEqual([]);
    expect((await world.app.request('GET', '/v1/webhooks')).status).toBe(401);
  });

  it('changes address and types, each by itself; nothing to change, or nothing known, is refused', async () => {
    const { id } = await addWebhook(world.buyer);
    const patch = (body: object) => world.buyer.send('PATCH', `/v1/webhooks/${id}`, body);
    expect((await patch({ types: ['badge.granted'] })).body).toMatchObject({ url, types: ['badge.granted'] });
    expect((await patch({ url: `${url}/2` })).body).toMatchObject({ url: `${url}/2`, types: ['badge.granted'] });
    for (const body of [{}, { url: 'https://10.0.0.1/' }, { enabled: 'yes' }, { status: 'working' }])
      expect((await patch(body)).status, JSON.stringify(body)).toBe(400);
    expect(await webhooksOf(world.buyer)).toMatchObject([{ url: `${url}/2`, types: ['badge.granted'] }]);
  });

  it('is changed by one of two at once; the other is told', async () => {
    const { id } = await addWebhook(world.buyer);
    const both = ['badge.granted', 'badge.revoked'].map((type) =>
      world.buyer.send('PATCH', `/v1/webhooks/${id}`, { types: [type] }),
    );
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('for the operators has its changes in their trail, which only they read', async () => {
    const { app, buyer } = world;
    const operator = await signUp(app, 'operator@example.com');
    const added = await operator.send<SecretWebhookView>('POST', '/v1/admin/webhooks', { url, reason: 'we listen' });
    await operator.send('PATCH', `/v1/admin/webhooks/${added.body.id}`, {
      types: ['access.changed'],
      reason: 'less noise',
    });
    const removed = await operator.send('DELETE', `/v1/admin/webhooks/${added.body.id}?reason=moved`);
    expect(removed.status).toBe(204);
    const trail = async (query = '') => (await operator.get<Listing<AuditView>>(`/v1/admin/audit${query}`)).body.data;
    const lines = (await trail()).map(({ action, actor }) => [action, actor]);
    expect(lines.toSorted()).toEqual(
      ['added', 'changed', 'removed'].map((what) => [`webhook.${what}`, 'operator@example.com']),
    );
    const { id } = (await buyer.get<{ id: string }>('/v1/account')).body;
    expect((await trail(`?account=${id}`)).map(({ action }) => action)).toContain('session.started');
    expect((await buyer.get('/v1/admin/audit')).status).toBe(403);
  });

  it('for the operators has in their trail that its secret was rotated and what was sent to it', async () => {
    const { operator } = world;
    const path = '/v1/admin/webhooks';
    const { id } = await addWebhook(operator, {}, path);
    const { id: event } = await world.happens();
    const reason = 'the receiver moved';
    const replies = [
      await operator.send('POST', `${path}/${id}/rotate`, { overlapSeconds: 0, reason }),
      await operator.send('POST', `${path}/${id}/test`, { reason }),
      await operator.send('POST', `${path}/${id}/replay`, { event, reason }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([201, 202, 202]);
    const { data } = (await operator.get<Listing<AuditView>>('/v1/admin/audit')).body;
    const lines = data.filter(({ detail }) => detail.webhook === id && detail.reason === reason);
    expect(lines.map(({ action }) => action).toSorted()).toEqual([
      'webhook.replayed',
      'webhook.rotated',
      'webhook.tested',
    ]);
  });

  it('has what was done to it in the account’s trail', async () => {
    const { id } = await addWebhook(world.buyer);
    await world.buyer.send('PATCH', `/v1/webhooks/${id}`, { enabled: false });
    await world.buyer.send('POST', `/v1/webhooks/${id}/rotate`, { overlapSeconds: 0 });
    await world.buyer.send('DELETE', `/v1/webhooks/${id}`);
    const { data } = (await world.buyer.get<Listing<AuditView>>('/v1/events')).body;
    const lines = data.filter(({ action }) => action.startsWith('webhook.'));
    expect(lines.map(({ action }) => action).toSorted()).toEqual([
      'webhook.added',
      'webhook.changed',
      'webhook.removed',
      'webhook.rotated',
    ]);
    expect(lines.every(({ actor, detail }) => actor === 'ada@buyer.example' && detail.webhook === id)).toBe(true);
  });
});

describe('a rotated secret', () => {
  it('signs beside the new one until its overlap is over, and not a second longer', async () => {
    const { id, secret: old } = await addWebhook(world.buyer);
    const { status, body } = await world.buyer.send<SecretWebhookView>('POST', `/v1/webhooks/${id}/rotate`, {
      overlapSeconds: 3_600,
    });
    expect(status).toBe(201);
    const secrets = [old, body.secret];
    await world.happens({ id: 'evt_a' });
    expect(signersOf(world.received[0]!, secrets)).toEqual(secrets);
    expect(await webhooksOf(world.buyer)).toMatchObject([{ oldSecretUntil: body.oldSecretUntil }]);
    world.pass(3_600);
    await world.happens({ id: 'evt_b' });
    expect(signersOf(world.received[1]!, secrets)).toEqual([body.secret]);
    expect(await webhooksOf(world.buyer)).toMatchObject([{ oldSecretUntil: null }]);
  });

  it('ends at once without an overlap, and an overlap is at most a week', async () => {
    const { id, secret: old } = await addWebhook(world.buyer);
    const rotate = (overlapSeconds: unknown) =>
      world.buyer.send<SecretWebhookView>('POST', `/v1/webhooks/${id}/rotate`, { overlapSeconds });
    for (const wrong of [-1, 604_801, 1.5, '60', undefined]) expect((await rotate(wrong)).status).toBe(400);
    const { body } = await rotate(0);
    await world.happens();
    expect(signersOf(world.received[0]!, [old, body.secret])).toEqual([body.secret]);
  });
});
