import { expect, test } from 'vitest';
import type { AdminLicenceView, Listing, MissingAcceptanceView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import tollgate from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { firstLicences } from '../support/first-licences.ts';

const table = memoryTable();
const assembled = (catalog: typeof tollgate) =>
  assemble({ table, stripe: {} as StripeGateway, now: () => start, catalog });

async function missing(app: App, operator: Person, query = '') {
  const path = `/v1/admin/licences/films/2026-12-02/missing${query}`;
  return app.request<Listing<MissingAcceptanceView>>('GET', path, { cookie: operator.cookie });
}

test('operators see the versions in force and to come, and who has accepted an earlier one alone, on pages', async () => {
  const before = assembled(firstLicences);
  for (const name of ['one', 'two', 'three']) await acceptLicences(await signUp(before, `${name}@buyer.example`));
  await signUp(before, 'looker@buyer.example');
  const app = assembled(tollgate);
  const operator = await signUp(app, 'operator@example.com');

  const { body: versions } = await app.request<Listing<AdminLicenceView>>('GET', '/v1/admin/licences', {
    cookie: operator.cookie,
  });
  const films = versions.data.filter(({ id }) => id === 'films');
  expect(films).toMatchObject([
    { version: '2026-11-01', isInForce: true, isFirst: true, termsSha256: null },
    { version: '2026-12-02', isInForce: false, isFirst: false, inForceFrom: '2027-01-01T00:00:00.000Z' },
  ]);

  const early = await signUp(app, 'two@buyer.example');
  await acceptLicences(early);
  const found: MissingAcceptanceView[] = [];
  let query = '?limit=2';
  for (let pages = 0; pages < 9; pages += 1) {
    const { body } = await missing(app, operator, query);
    found.push(...body.data);
    if (body.cursor === undefined) break;
    query = `?limit=2&cursor=${encodeURIComponent(body.cursor)}`;
  }
  expect(found.map(({ email, version }) => [email, version]).toSorted()).toEqual([
    ['one@buyer.example', '2026-11-01'],
    ['three@buyer.example', '2026-11-01'],
  ]);
});

test('an unknown version is not found, and a buyer sees no list', async () => {
  const app = assembled(tollgate);
  const operator = await signUp(app, 'operator@example.com');
  const buyer = await signUp(app, 'one@buyer.example');
  const path = '/v1/admin/licences/films/7/missing';
  expect((await app.request('GET', path, { cookie: operator.cookie })).status).toBe(404);
  expect((await missing(app, buyer)).status).toBe(403);
});
