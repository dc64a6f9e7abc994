import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Acceptance, isAccepted, licencesFor } from '../../../shared/domain/licences/licence.ts';
import { textHashOf } from '../../../shared/domain/licences/text-hash.ts';
import tollgate from '../../../tollgate.config.ts';

const licence = { id: 'standard', version: '2', title: 'Standard', text: 'Read; do not resell. §1 — ١' };
const sha256 = createHash('sha256').update(Buffer.from(licence.text, 'utf8')).digest('hex');
const acceptance: Acceptance = {
  licenceId: 'standard',
  version: '2',
  sha256,
  name: 'A. Buyer',
  role: 'Director',
  email: 'buyer@example.com',
  address: '192.0.2.1',
  at: '2026-11-01T00:00:00.000Z',
};

describe('a licence', () => {
  it('is known by the SHA-256 of its UTF-8 bytes, asked once or often', () => {
    expect([textHashOf(licence), textHashOf(licence)]).toEqual([sha256, sha256]);
    expect(textHashOf({ ...licence, text: `${licence.text} ` })).not.toBe(sha256);
  });

  it.each([
    ['by nobody', [], false],
    ['in this version, to the byte', [acceptance], true],
    ['among others', [{ ...acceptance, licenceId: 'films' }, acceptance, { ...acceptance, version: '1' }], true],
    ['only in an older version', [{ ...acceptance, version: '1' }], false],
    ['only with other words under the same version', [{ ...acceptance, sha256: sha256.replace(/^./, 'x') }], false],
    ['only as another licence of the same text', [{ ...acceptance, licenceId: 'films' }], false],
    [
      'only in parts of several acceptances',
      [
        { ...acceptance, version: '1' },
        { ...acceptance, licenceId: 'films' },
      ],
      false,
    ],
  ])('accepted %s: %#', (_, acceptances, accepted) => {
    expect(isAccepted(licence, sha256, acceptances)).toBe(accepted);
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
