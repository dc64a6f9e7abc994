import { describe, expect, it } from 'vitest';
import { entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import { defineTollgate } from '../../../shared/domain/catalog/define.ts';
import { upstreamOf } from '../../../shared/domain/catalog/look-up.ts';
import { callTermsOf, maxUnitsOf, type Upstream } from '../../../shared/domain/catalog/upstream.ts';
import { licencesFor } from '../../../shared/domain/licences/licence.ts';
import { published, valid } from './configuration.ts';

const other = { id: 'other', version: '1', title: 'Other', text: 'Other.' };
const catalog = defineTollgate({
  ...valid,
  licences: [...valid.licences, other],
  publishedLicences: [...valid.publishedLicences, published(other)],
  upstreams: valid.upstreams?.map((each) => (each.id === 'own' ? { ...each, licence: 'other' } : each)),
});
const trends = upstreamOf(catalog, 'trends') as Upstream;

describe('the terms of a call', () => {
  const terms = (method: string, path: string) => callTermsOf(trends, method, path.split('/').slice(1));

  it.each([
    ['GET', '/one/acme', { cost: { per: 'request', units: 2 }, maxUnits: 2, timeoutMs: 900 }],
    ['GET', '/bulk/a/b/c', { cost: { header: 'x-cost' }, maxUnits: 500, timeoutMs: 5_000 }],
    ['POST', '/bulk/a', { cost: { header: 'x-cost' }, maxUnits: 500, timeoutMs: 5_000 }],
  ])('for %s %s are those of the first route that matches', (method, path, expected) => {
    expect(terms(method, path)).toEqual(expected);
  });

  it.each([
    ['POST', '/one/acme'],
    ['GET', '/one'],
    ['GET', '/one/acme/more'],
    ['GET', '/bulk'],
    ['GET', '/other'],
  ])('for %s %s are the upstream’s own', (method, path) => {
    expect(terms(method, path)).toEqual({ cost: { jsonPath: '$.items.length' }, maxUnits: 100, timeoutMs: 5_000 });
  });

  it('for any route lie within the most that a call costs by the catalogue', () => {
    expect(maxUnitsOf(trends)).toBe(500);
  });
});

describe('an upstream', () => {
  it('is a resource of a plan, under a name that no dataset has', () => {
    const times = { paidUntil: '2026-12-01', fullUntil: '2026-12-01', graceUntil: '2026-12-01' };
    const grant = { subscriptionId: 's', kind: 'plan', id: 'basic', status: 'active', interval: 'month' } as const;
    const period = { periodStart: '2026-11-01', periodEnd: '2026-12-01' };
    const { datasets } = entitlementAt(catalog, [{ ...grant, ...period, ...times }], new Date('2026-11-10'));
    expect(datasets).toEqual(['readings', 'gateway:trends', 'gateway:own']);
  });

  it('has its licence accepted before a key that may call it', () => {
    const ids = (resources?: string[]) => licencesFor(catalog, resources).map(({ id }) => id);
    expect(ids()).toEqual(['standard', 'other']);
    expect(ids(['gateway:own'])).toEqual(['other']);
    expect(ids(['readings', 'gateway:trends'])).toEqual(['standard']);
    expect(ids(['own'])).toEqual([]);
  });
});
