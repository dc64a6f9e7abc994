import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import {
  type Acceptance,
  acceptableVersions,
  acceptedUntilMs,
  isAccepted,
  licenceInForce,
  licencesFor,
  offeredVersions,
} from '../../../shared/domain/licences/licence.ts';
import { textHashOf } from '../../../shared/domain/licences/text-hash.ts';
import tollgate from '../../../tollgate.config.ts';
import { published } from '../catalog/configuration.ts';

const version = (name: string, inForceFrom: string) =>
  published(
    { id: 'standard', version: name, title: 'Standard', text: `Read; do not resell. §${name} — ١` },
    inForceFrom,
  );
const first = version('1', '2026-11-01');
const second = version('2', '2026-12-01');
const third = version('3', '2027-02-01');
const catalogOf = (...publishedLicences: Catalog['publishedLicences']): Catalog => ({ ...tollgate, publishedLicences });
const three = catalogOf(third, first, second);

const acceptanceOf = ({ version, sha256 } = first, over: Partial<Acceptance> = {}): Acceptance => ({
  licenceId: 'standard',
  version,
  sha256,
  name: 'A. Buyer',
  role: 'Director',
  organization: 'Buyer Ltd',
  email: 'buyer@example.com',
  address: '192.0.2.1',
  at: '2026-11-01T00:00:00.000Z',
  ...over,
});

describe('a licence', () => {
  it('is known by the SHA-256 of its UTF-8 bytes', () => {
    const sha256 = createHash('sha256')
      .update(Buffer.from(String(first.text), 'utf8'))
      .digest('hex');
    expect(textHashOf(first)).toBe(sha256);
    expect(textHashOf({ text: `${first.text} ` })).not.toBe(sha256);
  });

  it.each([
    ['by nobody', [], false],
    ['in this version, to the byte', [acceptanceOf()], true],
    ['among others', [acceptanceOf(first, { licenceId: 'films' }), acceptanceOf(), acceptanceOf(third)], true],
    [
      'only with other words under the same version',
      [acceptanceOf(first, { sha256: textHashOf({ text: '' }) })],
      false,
    ],
    ['only as another licence of the same text', [acceptanceOf(first, { licenceId: 'films' })], false],
    [
      'only in parts of several acceptances',
      [acceptanceOf(first, { version: '2' }), acceptanceOf(first, { licenceId: 'films' })],
      false,
    ],
  ])('accepted %s: %#', (_, acceptances, accepted) => {
    const at = new Date('2026-11-15T00:00:00Z');
    expect(isAccepted(three, 'standard', { acceptances, at })).toBe(accepted);
  });
});

describe('a new version of a licence', () => {
  const accepted = [acceptanceOf(first)];

  it('stops keys under the one before from its day on, and not a millisecond sooner', () => {
    const day = Date.parse('2026-12-01T00:00:00Z');
    const standing = (ms: number) => isAccepted(three, 'standard', { acceptances: accepted, at: new Date(ms) });
    expect([standing(day - 1), standing(day)]).toEqual([true, false]);
    expect(acceptedUntilMs(three, 'standard', accepted)).toBe(day);
    expect(acceptedUntilMs(three, 'standard', [...accepted, acceptanceOf(second)])).toBe(Date.parse('2027-02-01'));
    expect(acceptedUntilMs(three, 'standard', [acceptanceOf(third)])).toBe(Number.POSITIVE_INFINITY);
  });

  it('that was accepted before its day counts in place of the one in force', () => {
    const at = new Date('2026-11-15T00:00:00Z');
    expect(isAccepted(three, 'standard', { acceptances: [acceptanceOf(second)], at })).toBe(true);
    expect(acceptableVersions(three, 'standard', at).map((each) => each.version)).toEqual(['1', '2', '3']);
    expect(acceptableVersions(three, 'standard', new Date('2026-12-01')).map((each) => each.version)).toEqual([
      '2',
      '3',
    ]);
  });

  it('is in force from the beginning of its day; the first one is needed even before its day', () => {
    const at = (time: string) => licenceInForce(three, 'standard', new Date(time))?.version;
    expect(at('2026-10-01T00:00:00Z')).toBe('1');
    expect(at('2026-11-30T23:59:59.999Z')).toBe('1');
    expect(at('2026-12-01T00:00:00Z')).toBe('2');
    expect(licenceInForce(three, 'other', new Date())).toBeUndefined();
    const early = { acceptances: [], at: new Date('2026-10-01') };
    expect(isAccepted(three, 'standard', early)).toBe(false);
  });

  it('is shown beside the accepted one before its day, and alone to accounts without an accepted one', () => {
    const shown = (time: string, acceptances: readonly Acceptance[]) =>
      offeredVersions(three, 'standard', { acceptances, at: new Date(time) }).map(
        ({ licence, acceptance, isRequired }) => [licence.version, acceptance !== undefined, isRequired],
      );
    expect(shown('2026-11-15', accepted)).toEqual([
      ['1', true, false],
      ['3', false, false],
    ]);
    expect(shown('2026-12-01', accepted)).toEqual([['3', false, true]]);
    expect(shown('2026-11-15', [])).toEqual([['3', false, true]]);
    expect(shown('2026-11-15', [...accepted, acceptanceOf(third)])).toEqual([['3', true, false]]);
  });
});

describe('the licences before a key', () => {
  const ids = (datasets?: readonly string[]) => licencesFor(tollgate, datasets).map(({ id }) => id);

  it('are those of the datasets it names, or of all', () => {
    expect(ids()).toEqual(['conversations', 'films']);
    expect(ids(['films'])).toEqual(['films']);
    expect(ids(['films', 'posts', 'films'])).toEqual(['conversations', 'films']);
    expect(ids(['no such dataset'])).toEqual([]);
  });

  it('are asked once where datasets share one, and not where no dataset is under them', () => {
    const datasets = tollgate.datasets.map((dataset) => ({ ...dataset, licence: 'films' }));
    const upstreams = tollgate.upstreams?.map((upstream) => ({ ...upstream, licence: 'films' }));
    expect(licencesFor({ ...tollgate, datasets, upstreams }).map(({ id }) => id)).toEqual(['films']);
  });
});
