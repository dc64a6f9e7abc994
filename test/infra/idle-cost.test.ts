import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deployment } from './support.ts';

const dev = deployment();
const idle = /- \*\*idle\*\*: (.*?)\n- /s.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const count = (type: string) => dev.resources(`AWS::${type}`).length;

/** Dollars a month for one resource, by AWS's list prices in us-east-1; for a queue, with the most polls that Lambda makes. */
test.each([
  ['KMS::Key', 'key', 1],
  ['CloudWatch::Alarm', 'alarm', 0.1],
  ['SecretsManager::Secret', 'generated secret', 0.4],
  ['Lambda::EventSourceMapping', 'polled queue', 0.3],
  ['Events::Rule', 'schedule', undefined],
])(
  'the README counts each %s of a deployment, and what they cost while nobody does anything',
  (type, word, dollars) => {
    const number = count(type);
    const costs = dollars === undefined ? '' : ` $${(number * dollars).toFixed(2)}`;
    expect(idle).toContain(`${number} ${word}${number === 1 ? '' : 's'}${costs}`);
  },
);

test('the README’s cost of an idle deployment is the sum of its parts', () => {
  const [total = 0, ...parts] = [...idle.matchAll(/\$(\d+\.\d\d)/g)].map(([, dollars]) => Number(dollars));
  expect(Math.abs(total - parts.reduce((sum, part) => sum + part, 0))).toBeLessThan(0.06);
});
