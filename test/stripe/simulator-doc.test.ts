import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

it('the docs list every rule of the simulator as its command prints them', () => {
  const command = pathOf('packages/stripe-simulator/bin/tollgate-stripe-simulator.ts');
  const doc = readFileSync(pathOf('docs/simulator.md'), 'utf8');
  expect(doc.slice(doc.indexOf('| rule |'))).toBe(
    execFileSync(process.execPath, [command, '--rules'], { encoding: 'utf8' }),
  );
});
