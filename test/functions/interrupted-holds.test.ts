import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { acceptLicences, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { sweep } from './sweep.ts';

vi.setConfig({ testTimeout: 240_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

test('a release that is interrupted anywhere is carried out', () =>
  sweep(stripe, {
    prepare: async ({ app, email }) => {
      const operator = await signUp(app, 'operator@example.com');
      const buyer = await signUp(app, email);
      await acceptLicences(buyer);
      const { id } = (await buyer.get<AccountView>('/v1/account')).body;
      const decide = (decision: string) =>
        operator.send('POST', `/v1/admin/accounts/${id}/${decision}`, { reason: 'A claim' });
      await decide('hold');
      await buyer.send('DELETE', '/v1/account');
      await app.drain();
      return { id, decide };
    },
    act: ({ decide }) => decide('release'),
    status: 204,
    afterLoss: { at: /transact/, status: 409, code: 'conflict' },
    done: async ({ id }, { app }) => {
      await app.drain();
      const acceptances = await app.deps.access.acceptancesOf(id);
      expect(acceptances.map(({ email, address }) => [email, address])).toEqual([
        ['', ''],
        ['', ''],
      ]);
    },
  }));
