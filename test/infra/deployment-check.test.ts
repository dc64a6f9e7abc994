import { expect, test } from 'vitest';
import { functionsOf } from './policies.ts';
import { deployment } from './support.ts';

const dev = deployment();
const [check] = dev.resources('Custom::TollgateDeploymentCheck');

test('a deployment runs licence-registry first, and changes no other function before it agreed', () => {
  const functions = functionsOf(dev);
  expect(JSON.stringify(check?.Properties.ServiceToken)).toContain(functions.get('licence-registry')!.id);
  for (const [word, fn] of functions)
    expect([word, ((fn.DependsOn ?? []) as string[]).includes(check!.id)]).toEqual([word, word !== 'licence-registry']);
});

test('a deployment runs the check again whenever the published licences change', () => {
  expect(check?.Properties.Digest).toMatch(/^[0-9a-f]{64}$/);
});
