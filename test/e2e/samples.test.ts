/** Data to try, as a stranger meets it: through the distribution, from files that publishing wrote. */
import { expect, test } from 'vitest';
import type { PublicDataset, PublicSample } from '../../shared/domain/datasets/public-dataset.ts';
import type { ServiceStatus } from '../../shared/domain/status/service-status.ts';
import { acceptLicences, call, freshEmail, local, newKey, read, signUp } from '../support/client.ts';

test('the facts and sample records of each dataset are files that anybody reads', async () => {
  for (const id of ['posts', 'films']) {
    const facts = await call<PublicDataset>(`/public/datasets/${id}.json`);
    expect(facts.status).toBe(200);
    expect(facts.headers.get('cache-control')).toBe('public, max-age=60');
    expect(facts.body).toMatchObject({ id, sampleRecords: 50 });
    expect(facts.body.days.length).toBeGreaterThan(30);
    const sample = await call<PublicSample>(`/public/samples/${id}.json`);
    expect(sample.body.records.slice(0, 10)).toEqual(facts.body.rows);
  }
  expect((await call('/public/datasets/weather.json')).status).toBe(404);
});

test('a stranger gets the records that a test key gets, without a key', async () => {
  const person = await signUp(freshEmail('sampler'));
  await acceptLicences(person);
  const { secret } = await newKey(person, 'test');
  for (const query of ['?limit=5', '?brand=Brellow&fields=brand,likes', '/counts?by=topic']) {
    const sampled = await call(`/v1/sample/posts${query}`);
    const { body } = await read(`/data/posts${query}`, secret);
    expect(sampled.status).toBe(200);
    expect(sampled.headers.get('tollgate-cost')).toBe('0');
    expect(sampled.body).toEqual(body);
  }
});

test('a wrong filter is refused with a problem that pages elsewhere can read', async () => {
  const { status, headers, body } = await call('/v1/sample/films?imdbRating[gte]=good');
  expect([status, headers.get('access-control-allow-origin'), body.code]).toEqual([400, '*', 'invalid_request']);
});

test('minutes later the public status says that each part is up, by what ran meanwhile', async () => {
  await local.advance(120);
  await local.advance(120);
  const { status, headers, body } = await call<ServiceStatus>('/public/status.json');
  expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=30']);
  const up = { up: true };
  expect(body.parts).toMatchObject({ api: up, data: up, webhooks: up, mail: up, billing: up });
  expect(body.datasets.map(({ records }) => (records ?? 0) > 0)).toEqual([true, true]);
  expect(body.datasets.map(({ id }) => id)).toEqual(['posts', 'films']);
  expect(body.recentMs.length).toBeGreaterThan(0);
});
