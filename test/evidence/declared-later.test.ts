import { expect, test } from 'vitest';
import { appsOf } from '../../evidence/verify/verdict.ts';
import { PackReport } from '../../shared/services/evidence/pack-report.ts';

const period = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
const entry = (useCase: string | null, app: string, address: string) =>
  JSON.stringify({
    kind: 'read',
    at: '2026-11-09T08:00:00.000Z',
    instance: 'AbCd1234',
    app,
    useCase,
    dataset: 'posts',
    licence: 'posts',
    licenceVersion: '1',
    units: 1,
    address,
  });
const declared = (id: string, app: string, government: boolean) => ({
  kind: 'use-case',
  id,
  at: '2026-11-08T08:00:00.000Z',
  app,
  government,
});
const facts = [declared('uc_1', 'app_a', false), declared('uc_2', 'app_a', true), declared('uc_3', 'app_b', false)];
const entries = [
  entry('uc_1', 'app_a', '198.51.100.7'),
  entry('uc_1', 'app_a', '198.51.100.8'),
  entry('uc_2', 'app_a', '203.0.113.1'),
  entry(null, 'app_a', '203.0.113.2'),
  entry('uc_3', 'app_b', '203.0.113.3'),
];
const ofA = { calls: 4, undeclared: 1, government: 1, besideGovernment: 3 };
const ofB = { calls: 1, undeclared: 0, government: 0, besideGovernment: 0 };

test('the report counts calls outside of an app’s own declaration of government end users, and the networks that called', () => {
  const report = new PackReport({ organization: { id: 'acc_1', name: 'A' }, period, at: period.to });
  for (const line of entries) report.entry(line);
  for (const fact of facts) report.fact(JSON.stringify(fact));
  const { apps, networks } = report.summary();
  expect(apps.get('app_a')).toMatchObject(ofA);
  expect(apps.get('app_b')).toMatchObject(ofB);
  expect(networks).toEqual([
    { app: 'app_a', network: '198.51.100.0/24', calls: 2 },
    { app: 'app_a', network: '203.0.113.0/24', calls: 2 },
    { app: 'app_b', network: '203.0.113.0/24', calls: 1 },
  ]);
});

test('the verifier counts them too', () => {
  const total = (app: string, useCase: string | null, calls: number) => ({
    names: { app, useCase, dataset: 'posts', day: '2026-11-09' },
    calls,
    records: 0,
    units: calls,
  });
  const totals = [
    total('app_a', 'uc_1', 2),
    total('app_a', 'uc_2', 1),
    total('app_a', null, 1),
    total('app_b', 'uc_3', 1),
  ];
  const results = [{ totals }] as unknown as Parameters<typeof appsOf>[0];
  expect(appsOf(results, facts)).toMatchObject([
    { app: 'app_a', ...ofA },
    { app: 'app_b', ...ofB },
  ]);
});
