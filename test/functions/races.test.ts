/** Keys and reads of one account at the same time. */
import { expect, test } from 'vitest';
import type { KeyView, Listing, UsageView } from '../../shared/http/views.ts';
import { acceptLicences, newKey } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { accountOf, racing, subscribeToBasic } from './racing.ts';

test('keys made, rotated and revoked at once stay within the limit, and are counted right', () =>
  racing(
    async ({ buyer }) => {
      await acceptLicences(buyer);
      await newKey(buyer, 'test');
      await newKey(buyer, 'test');
    },
    async ({ buyer }) => {
      const [first, second] = (await buyer.get<Listing<KeyView>>('/v1/keys')).body.data;
      const make = () => buyer.send('POST', '/v1/keys', { label: 'k', environment: 'test' });
      const rotate = (id: string) => buyer.send('POST', `/v1/keys/${id}/rotate`, { overlapSeconds: 0 });
      const revoke = (id: string) => buyer.send('DELETE', `/v1/keys/${id}`);
      const replies = await Promise.all([
        make(),
        make(),
        rotate(first!.id),
        revoke(first!.id),
        revoke(second!.id),
        rotate(second!.id),
      ]);
      for (const { status } of replies) expect([201, 204, 409]).toContain(status);
      const { data } = (await buyer.get<Listing<KeyView>>('/v1/keys')).body;
      expect(data.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt === null).length).toBeLessThan(
        4,
      );
    },
  ));

test('reads at once are served up to the allowance and not one record further, and what is reported is what was served', () =>
  racing(
    async (scene) => {
      const { app, buyer } = scene;
      await subscribeToBasic(scene);
      await acceptLicences(buyer);
      const accountId = await accountOf(buyer);
      const counter = { accountId, periodStart: start.toISOString() };
      const { counters, access } = app.deps;
      const { version } = await access.read(accountId);
      const { settled, limit } = (await counters.open(counter, { units: 10_000, version }))!;
      await counters.take({ ...counter, instanceId: 'another0', units: 9_000, entry: 0, settled, limit });
    },
    async ({ app, buyer }) => {
      const { secret } = await newKey(buyer);
      const read = () =>
        app.request<{ data: unknown[] }>('GET', '/data/posts?limit=400', {
          headers: { authorization: `Bearer ${secret}` },
        });
      const replies = await Promise.all([read(), read(), read(), read()]);
      const served = replies.filter(({ status }) => status === 200).map(({ body }) => body.data.length);
      for (const { status } of replies) expect([200, 429, 503]).toContain(status);
      await app.request('GET', '/data', { headers: { authorization: `Bearer ${secret}` } });
      const { used } = (await buyer.get<UsageView>('/v1/usage')).body;
      expect(used).toBe(served.reduce((sum, each) => sum + each, 0));
      expect(used).toBeLessThanOrEqual(1_000);
    },
  ));
