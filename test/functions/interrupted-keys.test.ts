import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AppView, KeyView, LicenceView, Listing, UsageView } from '../../shared/http/views.ts';
import type { App } from '../support/app.ts';
import { acceptLicences, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { checkOut, subscribed, withKey } from './buyers.ts';
import { sweep } from './sweep.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

describe('keys', () => {
  test('accepting a licence: once, whoever asks how often', () =>
    sweep(stripe, {
      prepare: async ({ app, email }) => {
        const buyer = await signUp(app, email);
        const { body } = await buyer.get<Listing<LicenceView>>('/v1/licences');
        return { buyer, licence: body.data[0]! };
      },
      act: ({ buyer, licence: { id, version, sha256 } }) =>
        buyer.send('POST', '/v1/licences', { id, version, sha256, name: 'Ada', role: 'CTO' }),
      status: 201,
    }));

  test('making a key: a lost answer leaves one that is listed and can be revoked, and its secret is nowhere', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const buyer = await subscribed(scene);
        await acceptLicences(buyer);
        return buyer;
      },
      act: (buyer) => buyer.send('POST', '/v1/keys', { label: 'k', environment: 'live' }),
      status: 201,
      done: async (buyer) => {
        const { body } = await buyer.get<Listing<KeyView>>('/v1/keys');
        for (const { id } of body.data) expect((await buyer.send('DELETE', `/v1/keys/${id}`)).status).toBe(204);
      },
    }));

  test('rotating a key: once; a lost answer loses the new secret, and the next says to make a new key', () =>
    sweep(stripe, {
      prepare: withKey,
      act: ({ buyer, key }) => buyer.send('POST', `/v1/keys/${key.id}/rotate`, { overlapSeconds: 60 }),
      status: 201,
      afterLoss: { at: /transact KEY,KEYLIST,KEY/, status: 409, code: 'conflict' },
    }));

  test('changing a key', () =>
    sweep(stripe, {
      prepare: withKey,
      act: ({ buyer, key }) => buyer.send('PATCH', `/v1/keys/${key.id}`, { label: 'another' }),
      status: 204,
    }));

  test('revoking a key: from the answer on it is refused', () =>
    sweep(stripe, {
      prepare: withKey,
      act: ({ buyer, key }) => buyer.send('DELETE', `/v1/keys/${key.id}`),
      status: 204,
      done: async ({ key }, { app }) => expect(await read(app, key.secret)).toMatchObject({ status: 401 }),
    }));
});

describe('apps', () => {
  const declared = { name: 'Shop', purpose: 'Prices', training: false, government: false };
  const withApp = async (scene: Parameters<typeof withKey>[0]) => {
    const { buyer, key } = await withKey(scene);
    const made = (await buyer.send<AppView>('POST', '/v1/apps', declared)).body;
    return { buyer, key, made };
  };
  const apps = async ({ buyer }: Pick<Awaited<ReturnType<typeof withApp>>, 'buyer'>) =>
    (await buyer.get<Listing<AppView>>('/v1/apps')).body.data;

  test('making an app: a lost answer leaves one that is listed and can be deleted', () =>
    sweep(stripe, {
      prepare: withKey,
      act: ({ buyer }) => buyer.send('POST', '/v1/apps', declared),
      status: 201,
      done: async ({ buyer }) => {
        const made = (await apps({ buyer })).filter(({ id }) => id !== 'default');
        expect(made.length).toBeGreaterThan(0);
        for (const { id } of made) expect((await buyer.send('DELETE', `/v1/apps/${id}`)).status).toBe(204);
      },
    }));

  test('giving the default app a share: its description and its limits say the same', () =>
    sweep(stripe, {
      prepare: withApp,
      act: ({ buyer }) => buyer.send('PATCH', '/v1/apps/default', { allowanceShare: 20 }),
      status: 204,
      done: async ({ buyer }, { app }) => {
        const { id } = (await buyer.get<{ id: string }>('/v1/account')).body;
        expect((await app.deps.access.read(id)).apps.limits.default).toMatchObject({ allowanceShare: 20 });
        expect(await apps({ buyer })).toContainEqual(expect.objectContaining({ id: 'default', allowanceShare: 20 }));
      },
    }));

  test('deleting an app: once; a repetition after a lost answer finds it gone', () =>
    sweep(stripe, {
      prepare: withApp,
      act: ({ buyer, made }) => buyer.send('DELETE', `/v1/apps/${made.id}`),
      status: 204,
      afterLoss: { at: /transact APP/, status: 404, code: 'not_found' },
      done: async (scene) => expect((await apps(scene)).map(({ id }) => id)).toEqual(['default']),
    }));
});

const read = (app: App, secret: string) =>
  app.request('GET', '/data/posts?limit=7', { headers: { authorization: `Bearer ${secret}` } });

/** Registering, taking and reporting. */
const metered = /COUNTER|ENVIRONMENT/;

test('a metered read: no more is ever reported than was served, and all of it once the instance serves again', async () => {
  const served = new Map<string, number>();
  await sweep(stripe, {
    repeats: metered,
    prepare: async (scene) => ({ ...(await withKey(scene)), email: scene.email }),
    act: async ({ key, email }, { app }) => {
      const reply = await read(app, key.secret);
      if (reply.status === 200) served.set(email, (served.get(email) ?? 0) + Number(reply.headers['tollgate-cost']));
      return reply;
    },
    status: 200,
    done: async ({ buyer, email, key }, { app }) => {
      const used = async () => (await buyer.get<UsageView>('/v1/usage')).body.used;
      expect(await used()).toBeLessThanOrEqual(served.get(email)!);
      await app.request('GET', '/data', { headers: { authorization: `Bearer ${key.secret}` } });
      expect(await used()).toBe(served.get(email));
    },
  });
});

test('a read of somebody who cannot be looked up is refused as one that cannot be metered, with the time to come back', async () => {
  const codes: Record<string, string> = {};
  await sweep(stripe, {
    everyWay: true,
    repeats: metered,
    prepare: withKey,
    act: async ({ key }, { app, interrupted }) => {
      const reply = await read(app, key.secret);
      if (interrupted && reply.status === 503) codes[interrupted] = String(reply.body.code);
      return reply;
    },
    status: 200,
  });
  expect(codes).toMatchObject({
    'before at table get CHANGES': 'metering_unavailable',
    'before at table get KEY': 'metering_unavailable',
    'after at table query ACCESS': 'metering_unavailable',
  });
});

describe('badges', () => {
  const profile = (handle: string) => ({ kind: 'person', handle, displayName: 'Ada', url: 'https://ada.example' });
  const handleOf = (email: string) => email.replace(/\W/g, '_').slice(0, 30);

  test('applying: once; after a lost answer told that it was made', () =>
    sweep(stripe, {
      prepare: async ({ app, email }) => ({ buyer: await signUp(app, email), handle: handleOf(email) }),
      act: ({ buyer, handle }) => buyer.send('POST', '/v1/badges', profile(handle)),
      status: 201,
      afterLoss: { at: /transact BADGE/, status: 409, code: 'conflict' },
    }));

  test('deciding: the decision stands and its holder is told of it, once or twice', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const { app, email } = scene;
        const buyer = await signUp(app, email);
        const handle = handleOf(email);
        await buyer.send('POST', '/v1/badges', profile(handle));
        const { body } = await checkOut(buyer, scene, 'verified_monthly');
        await pay(body.url!);
        await app.reconcile();
        return { operator: await signUp(app, 'operator@example.com'), handle };
      },
      act: ({ operator, handle }) =>
        operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' }),
      status: 200,
      done: async ({ handle }, { app, email }) => {
        expect((await app.request('GET', `/badges/${handle}.json`)).body).toMatchObject({ status: 'verified' });
        await app.drain();
        const mails = app.mails.filter(({ to, subject }) => to === email && subject.includes('is approved'));
        expect([1, 2]).toContain(mails.length);
      },
    }));
});
