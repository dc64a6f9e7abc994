/** `GET /v1/sample/{dataset}` and its counts: no account, the same filters and answers as the data API, and limits by client. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DatasetUnavailable } from '../../shared/datasets/query-engine.ts';
import { sampleEngine } from '../../shared/datasets/sample-engine.ts';
import type { PublicRecord } from '../../shared/domain/datasets/public-dataset.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, newKey, signUp } from '../support/app-person.ts';
import { countedRecords } from '../support/app-records.ts';
import { unlimited } from '../support/unlimited.ts';

const records: readonly PublicRecord[] = Array.from({ length: 50 }, (_, i) => ({
  id: `p_${String(i).padStart(8, '0')}`,
  postedAt: `2026-11-0${1 + (i % 5)}T08:00:00.000Z`,
  brand: ['Havnora', 'Brightwell'][i % 2] ?? null,
  topic: 'price',
  author: 'ada',
  text: `The new <b>line</b> ${i}`,
  sentiment: 'positive',
  language: 'en',
  country: 'DE',
  likes: i,
  replies: 0,
})).toSorted((one, other) => one.postedAt.localeCompare(other.postedAt) || one.id.localeCompare(other.id));

const published = { version: '0123456789abcdef', publishedAt: '2026-11-30T12:00:00.000Z' };
const engine = {
  ...countedRecords(),
  ...sampleEngine({
    async current(id) {
      if (id === 'posts') return { ...published, records };
      throw new DatasetUnavailable(id);
    },
  }),
};

let nowMs = Date.parse('2026-12-01T12:00:00.000Z');
let app: App;
const ask = (path: string, headers: Record<string, string> = {}) => app.request('GET', path, { headers });
const from = (address: string) => ({ 'true-client-ip': address });
const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8' };

beforeEach(() => {
  const now = () => new Date(nowMs);
  app = assemble({ table: memoryTable(), now, stripe: {} as StripeGateway, catalog: unlimited, engine });
});

describe('a sample', () => {
  it('needs no account, no key and no cookie, and costs nothing', async () => {
    const { status, body, headers } = await ask('/v1/sample/posts?brand=Havnora&limit=3');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: records.filter(({ brand }) => brand === 'Havnora').slice(0, 3),
      cursor: expect.any(String),
    });
    expect(headers).toMatchObject({
      'tollgate-cost': '0',
      'tollgate-synthetic': 'true',
      'tollgate-version': '1',
      'tollgate-data-published': published.publishedAt,
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=60',
    });
    expect(headers.vary).not.toMatch(/authorization|cookie/i);
  });

  it('has the licence and the next page in its links', async () => {
    const { headers, body } = await ask('/v1/sample/posts?limit=30');
    expect(headers.link).toContain('<https://shop.example/licences/conversations/2026-11-01>; rel="license"');
    const next = `/v1/sample/posts?limit=30&cursor=${body.cursor}`;
    expect(headers.link).toContain(`<https://shop.example${next}>; rel="next"`);
    const { body: rest } = await ask(next);
    expect(rest).toEqual({ data: records.slice(30) });
  });

  it.each([
    ['application/x-ndjson', /^\{"id":"p_/],
    ['text/csv', /^id,postedAt,brand/],
  ])('is given as %s', async (accept, begins) => {
    const { headers, text } = await ask('/v1/sample/posts?limit=2', { accept });
    expect(headers['content-type']).toContain(accept);
    expect(text).toMatch(begins);
    expect(text.trim().split('\n')).toHaveLength(accept === 'text/csv' ? 3 : 2);
  });

  it('is not sent again to a client that has it', async () => {
    const { headers } = await ask('/v1/sample/posts?limit=2');
    const again = await ask('/v1/sample/posts?limit=2', { 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await ask('/v1/sample/posts?limit=3', { 'if-none-match': headers.etag ?? '' })).status).toBe(200);
  });

  it('is counted by day, hour and field', async () => {
    const { body } = await ask('/v1/sample/posts/counts?by=day&brand=Brightwell');
    expect(body).toEqual({ data: [1, 2, 3, 4, 5].map((day) => ({ bucket: `2026-11-0${day}`, count: 5 })) });
    expect((await ask('/v1/sample/posts/counts?by=brand')).body).toEqual({
      data: [
        { bucket: 'Brightwell', count: 25 },
        { bucket: 'Havnora', count: 25 },
      ],
    });
  });

  it.each(['?limit=0', '?brnad=x', '?likes=many', '?fields=nope', '?cursor=no', '/counts', '/counts?by=text[gte]'])(
    'refuses posts%s as the data API refuses it',
    async (query) => {
      const person = await signUp(app);
      await acceptLicences(person);
      const { secret } = await newKey(person, 'test');
      const sold = await ask(`/data/posts${query}`, { authorization: `Bearer ${secret}` });
      const sampled = await ask(`/v1/sample/posts${query}`);
      const { instance: _, requestId: __, ...problem } = sampled.body;
      const { instance: ___, requestId: ____, ...same } = sold.body;
      expect(sampled.status).toBe(400);
      expect(problem).toEqual(same);
      expect(sampled.headers['access-control-allow-origin']).toBe('*');
    },
  );

  it('is a 404 for an unknown dataset, and a 503 for one without a published sample', async () => {
    expect(await ask('/v1/sample/weather')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await ask('/v1/sample/films')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });
});

describe('the limits of a client', () => {
  it('are ten a second and 120 a minute, in the headers of each answer', async () => {
    const { headers } = await ask('/v1/sample/posts?limit=1');
    expect(headers['ratelimit-policy']).toBe('"second";q=10;w=1, "minute";q=120;w=60');
    expect(headers.ratelimit).toMatch(/^"second";r=9;t=\d$/);
  });

  it('hold for the whole /64 of IPv6, and for nobody else', async () => {
    const host = (i: number) => from(`2001:db8:1:2::${i.toString(16)}`);
    for (let i = 1; i <= 10; i += 1) expect((await ask('/v1/sample/posts?limit=1', host(i))).status).toBe(200);
    const refused = await ask('/v1/sample/posts?limit=1', host(99));
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(refused.headers).toMatchObject({ 'retry-after': '2', 'access-control-allow-origin': '*' });
    expect((await ask('/v1/sample/posts?limit=1', from('2001:db8:1:3::1'))).status).toBe(200);
  });

  it('count refused queries too, and free up with time', async () => {
    for (let i = 0; i < 10; i += 1) expect((await ask('/v1/sample/posts?limit=0')).status).toBe(400);
    expect((await ask('/v1/sample/posts')).status).toBe(429);
    nowMs += 1_100;
    expect((await ask('/v1/sample/posts')).status).toBe(200);
  });

  it('are a hundred a second for all clients of one instance', async () => {
    for (let i = 0; i < 100; i += 1)
      expect((await ask('/v1/sample/posts?limit=1', from(`192.0.2.${i}`))).status).toBe(200);
    expect((await ask('/v1/sample/posts?limit=1', from('198.51.100.1'))).status).toBe(429);
  });
});

describe('the form of a page without script', () => {
  it('gets a page with the records, the filters as they were typed, and no script', async () => {
    const { status, headers, text } = await ask('/v1/sample/posts?brand=Havnora&from=&q=', asBrowser);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text.match(/<dl>/g)).toHaveLength(10);
    expect(text).toContain('name="brand" value="Havnora"');
    expect(text).toContain('The new &#60;b&#62;line&#60;/b&#62; 0');
    expect(text).toMatch(/href="\/v1\/sample\/posts\?brand=Havnora&#38;limit=10&#38;cursor=/);
    expect(text).not.toMatch(/<script|style="/);
  });

  it('says which filters to correct, in the reader’s language', async () => {
    const { status, text } = await ask('/v1/sample/posts?likes%5Bgte%5D=many&lang=ar', asBrowser);
    expect(status).toBe(400);
    expect(text).toContain('<html lang="ar" dir="rtl">');
    expect(text).toContain('صحّح عوامل التصفية هذه: <bdi>likes[gte]</bdi>');
    expect(text).not.toMatch(/takes a whole number/);
  });

  it('says that nothing matches', async () => {
    const { text } = await ask('/v1/sample/posts?brand=Nobody', asBrowser);
    expect(text).toContain('No sample record matches these filters.');
  });

  it('keeps the language of its address when it is sent again', async () => {
    const { text } = await ask('/v1/sample/posts?lang=ar', asBrowser);
    expect(text).toContain('<input type="hidden" name="lang" value="ar">');
    expect(text).toMatch(/href="[^"]*cursor=[^"]*lang=ar/);
  });
});
