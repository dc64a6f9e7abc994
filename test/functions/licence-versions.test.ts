import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { bindingTextOf } from '../../shared/domain/catalog/licence.ts';
import type { LicenceDifferencesView, LicenceView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import tollgate from '../../tollgate.config.ts';
import { published } from '../domain/catalog/configuration.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { firstLicences } from '../support/first-licences.ts';

const next = published(
  { id: 'films', version: '2026-12', title: 'Licence for film data', text: 'Read films. Not on Mondays.' },
  '2026-11-28',
);
const withNext: Catalog = { ...firstLicences, publishedLicences: [...firstLicences.publishedLicences, next] };
const accepting = { id: 'films', version: next.version, sha256: next.sha256, name: 'Ada', role: 'CTO' };

let now = start;
let app: App;
let buyer: Person;
let secret = '';

/** A buyer who accepted the first version, after the deployment that has the second one. */
beforeEach(async () => {
  now = start;
  const table = memoryTable();
  const assembled = (catalog: Catalog) => assemble({ table, stripe: {} as StripeGateway, now: () => now, catalog });
  const before = await signUp(assembled(firstLicences));
  await acceptLicences(before);
  secret = (await newKey(before, 'test')).secret;
  app = assembled(withNext);
  buyer = {
    ...before,
    get: (path) => app.request('GET', path, { cookie: before.cookie }),
    send: (method, path, body) => app.request(method, path, { cookie: before.cookie, body }),
  };
});

const read = (dataset: string) =>
  app.request('GET', `/data/${dataset}?limit=1`, { headers: { authorization: `Bearer ${secret}` } });
const licences = async (who = buyer) =>
  (await who.get<Listing<LicenceView>>('/v1/licences')).body.data.filter(({ id }) => id === 'films');

describe('a new version of a licence', () => {
  it('stops keys only from its day, only for its own dataset, and until it is accepted', async () => {
    now = new Date('2026-11-27T23:59:59.999Z');
    expect((await read('films')).status).toBe(200);
    now = new Date('2026-11-28T00:00:00.000Z');
    expect(await read('films')).toMatchObject({ status: 403, body: { code: 'licence_not_accepted' } });
    expect((await read('posts')).status).toBe(200);
    expect((await buyer.send('POST', '/v1/licences', accepting)).status).toBe(201);
    expect((await read('films')).status).toBe(200);
  });

  it('is shown before its day beside the accepted one, and accepted before it holds on', async () => {
    expect(await licences()).toMatchObject([
      { version: '2026-11-01', required: false, accepted: { name: 'Ada Test' } },
      { version: '2026-12', required: false, accepted: null, inForceFrom: '2026-11-28T00:00:00.000Z' },
    ]);
    expect((await buyer.send('POST', '/v1/licences', accepting)).body).toMatchObject({ accepted: { name: 'Ada' } });
    now = new Date('2026-11-30T00:00:00.000Z');
    expect((await read('films')).status).toBe(200);
    expect(await licences()).toMatchObject([{ version: '2026-12', required: false, accepted: { name: 'Ada' } }]);
  });

  it('is what a newcomer is asked for at once, and suffices for a key before its day', async () => {
    const newcomer = await signUp(app, 'new@buyer.example');
    expect(await licences(newcomer)).toMatchObject([{ version: '2026-12', required: true, accepted: null }]);
    await acceptLicences(newcomer);
    expect((await newKey(newcomer, 'test')).environment).toBe('test');
  });

  it('leaves every version before it readable, to the byte, for everybody', async () => {
    now = new Date('2026-12-30T00:00:00.000Z');
    for (const licence of withNext.publishedLicences) {
      const { text } = bindingTextOf(licence);
      const { id, version, sha256 } = licence;
      const reply = await app.request('GET', `/licences/${id}/${version}`);
      expect(reply).toMatchObject({ status: 200, text, headers: { 'content-language': 'en' } });
      expect(createHash('sha256').update(reply.text).digest('hex')).toBe(sha256);
    }
    expect((await app.request('GET', '/licences/films/2026-13')).status).toBe(404);
  });

  it('has a translation that binds nobody, and titles in the reader’s language', async () => {
    const inArabic = { headers: { 'accept-language': 'ar' }, cookie: buyer.cookie };
    const { body } = await app.request<{ data: LicenceView[] }>('GET', '/v1/licences', inArabic);
    const [conversations] = body.data;
    expect(conversations).toMatchObject({
      title: 'رخصة بيانات المحادثات',
      binding: 'en',
      translationUrl: 'https://shop.example/licences/conversations/2026-11-01?language=ar',
    });
    const translation = await app.request('GET', '/licences/conversations/2026-11-01?language=ar');
    expect(translation).toMatchObject({ status: 200, headers: { 'content-language': 'ar' } });
    expect(translation.text).toContain('ما تحصل عليه');
    const binding = await app.request('GET', '/licences/conversations/2026-11-01?language=en');
    expect(createHash('sha256').update(binding.text).digest('hex')).toBe(conversations?.sha256);
    for (const path of ['conversations/2026-11-01?language=fr', 'films/2026-12?language=ar'])
      expect((await app.request('GET', `/licences/${path}`)).status).toBe(404);
  });

  it('is what data names as its licence from its day on', async () => {
    const named = async () => (await read('films')).headers.link;
    expect(await named()).toContain('/licences/films/2026-11-01>; rel="license"');
    await buyer.send('POST', '/v1/licences', accepting);
    now = new Date('2026-11-28T00:00:00.000Z');
    expect(await named()).toContain('/licences/films/2026-12>; rel="license"');
  });

  it('makes the version before it stale from its day on; the refusal says where the current one is', async () => {
    const { id, version, sha256 } = firstLicences.publishedLicences.find((each) => each.id === 'films')!;
    const old = { id, version, sha256, name: 'Ada', role: 'CTO' };
    expect((await buyer.send('POST', '/v1/licences', old)).status).toBe(201);
    now = new Date('2026-11-28T00:00:00.000Z');
    expect(await buyer.send('POST', '/v1/licences', old)).toMatchObject({
      status: 409,
      body: { code: 'licence_stale', detail: expect.stringContaining('https://shop.example/licences/films/2026-12') },
    });
  });
});

describe('an acceptance', () => {
  it('says for which organization it was given', async () => {
    const { body } = await buyer.get<{ profile: { licences: object[] } }>('/v1/account/export');
    expect(body.profile.licences).toContainEqual(
      expect.objectContaining({ licence: 'films', organization: 'Test Ltd' }),
    );
  });
});

describe('a version with terms', () => {
  const { publishedLicences } = tollgate;
  const [before, after] = publishedLicences.filter(({ id }) => id === 'films');

  it('is accepted with the hash of its terms, which anybody can compute', async () => {
    app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now, catalog: tollgate });
    const newcomer = await signUp(app, 'new@buyer.example');
    await acceptLicences(newcomer);
    const { body } = await newcomer.get<Listing<LicenceView>>('/v1/licences');
    for (const { id, version, termsSha256 } of body.data) {
      const { text, headers } = await app.request('GET', `/licences/${id}/${version}/terms`);
      expect(createHash('sha256').update(text).digest('hex')).toBe(termsSha256);
      expect(headers['content-type']).toBe('application/json');
    }
    const { body: own } = await newcomer.get<{ profile: { licences: object[] } }>('/v1/account/export');
    expect(own.profile.licences).toContainEqual(
      expect.objectContaining({ licence: 'films', version: '2026-12-02', termsSha256: after?.termsSha256 }),
    );
  });

  it('is compared with another one by sentences and by terms, in either language', async () => {
    app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now, catalog: tollgate });
    const path = `/licences/films/${after?.version}/differences?since=${before?.version}`;
    const { body } = await app.request<LicenceDifferencesView>('GET', path);
    expect(body.text).toContainEqual({ kind: 'added', lines: ['You may train models with them.'] });
    expect(body.terms).toContainEqual({
      ...{ term: 'modelTraining', label: 'Training of models' },
      ...{ before: null, after: 'allowed' },
    });
    const { body: arabic } = await app.request<LicenceDifferencesView>('GET', `${path}&language=ar`);
    expect(arabic.terms).toContainEqual(expect.objectContaining({ term: 'modelTraining', after: 'مسموح' }));
  });

  it.each([
    ['terms of a version without any', 404, '/licences/films/2026-11-01/terms'],
    ['terms of an unknown version', 404, '/licences/films/7/terms'],
    ['differences from an unknown version', 400, '/licences/films/2026-12-02/differences?since=7'],
    ['differences from no version', 400, '/licences/films/2026-12-02/differences'],
    ['an unknown language', 400, '/licences/films/2026-12-02/differences?since=2026-11-01&language=fr'],
  ])('%s are answered with %i', async (_, status, path) => {
    app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now, catalog: tollgate });
    expect((await app.request('GET', path)).status).toBe(status);
  });

  it('is published for programs, and named by every answer about its data', async () => {
    const { status, headers, text } = await app.request('GET', '/license.xml');
    expect(status).toBe(404);
    app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now, catalog: tollgate });
    const xml = await app.request('GET', '/license.xml');
    expect(xml).toMatchObject({ status: 200, headers: { 'content-type': 'application/rsl+xml; charset=utf-8' } });
    expect(xml.text).toContain('<content url="https://shop.example/data/films"');
    expect([headers['content-type'], text]).toEqual(['application/problem+json', expect.stringContaining('not_found')]);
  });
});

describe('a key that is asked for before the licences are accepted', () => {
  it('is refused with the page on which a buyer accepts them', async () => {
    const newcomer = await signUp(app, 'new@buyer.example');
    const { body } = await newcomer.send('POST', '/v1/keys', { label: 'a', environment: 'test' });
    expect(body).toMatchObject({ code: 'licence_not_accepted' });
    expect(body.detail).toContain('https://shop.example/app/licences');
  });
});
