import { expect, test } from 'vitest';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import type { ApiKey } from '../../../shared/domain/keys/key.ts';
import type { Acceptance } from '../../../shared/domain/licences/licence.ts';
import { licencesToAccept } from '../../../shared/domain/licences/to-accept.ts';
import tollgate from '../../../tollgate.config.ts';
import { published } from '../catalog/configuration.ts';

const films = { id: tollgate.datasets[0]!.licence, title: 'Films', text: 'Read films.' };
const first = published({ ...films, version: '1' }, '2026-11-01');
const second = published({ ...films, version: '2', text: 'Read films twice.' }, '2026-12-01');
const [dataset] = tollgate.datasets;
const catalog: Catalog = {
  ...tollgate,
  datasets: [dataset!],
  upstreams: [],
  licences: [{ ...films, version: '2' }],
  publishedLicences: [first, second],
};
const accepted = ({ version, sha256 }: typeof first): Acceptance => ({
  ...{ licenceId: films.id, version, sha256, name: 'Ada', role: 'CTO', organization: 'Test Ltd' },
  ...{ email: 'ada@buyer.example', address: '203.0.113.1', at: '2026-11-02T00:00:00.000Z' },
});
const key: ApiKey = {
  ...{ id: 'key_1', accountId: 'acc', app: 'default', label: 'live', environment: 'live', start: 'tg_live_abcd' },
  ...{ scopes: [], cidrs: [], createdAt: '2026-11-02T00:00:00.000Z', expiresAt: null, revokedAt: null },
};
const owed = (at: string, acceptances: readonly Acceptance[], keys: readonly ApiKey[] = []) =>
  licencesToAccept(catalog, { acceptances, keys }, new Date(at)).map(({ version, from }) => [version, from]);

test('a version that comes has the day from which keys stop, and none once that day has come', () => {
  expect(owed('2026-11-15', [accepted(first)])).toEqual([['2', '2026-12-01T00:00:00.000Z']]);
  expect(owed('2026-12-01T00:00:00.000Z', [accepted(first)])).toEqual([['2', null]]);
  expect(owed('2026-12-02', [accepted(first), accepted(second)])).toEqual([]);
});

test('a licence that was never accepted is owed once a key in force reads under it, and not before the first key', () => {
  expect(owed('2026-12-02', [])).toEqual([]);
  expect(owed('2026-12-02', [], [key])).toEqual([['2', null]]);
  expect(owed('2026-12-02', [], [{ ...key, scopes: [dataset!.id] }])).toEqual([['2', null]]);
  expect(owed('2026-12-02', [], [{ ...key, scopes: ['other'] }])).toEqual([]);
  expect(owed('2026-12-02', [], [{ ...key, revokedAt: '2026-12-01T00:00:00.000Z' }])).toEqual([]);
});
