import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callDollars, logBytes } from '../../bench/money.ts';
import { pageBytes } from '../../bench/page-bytes.ts';
import { dollarsOfBytes } from '../../bench/prices.ts';

const readme = readFileSync('README.md', 'utf8').replaceAll(/\s+/g, ' ');
const figures = readFileSync('docs/performance.md', 'utf8').replaceAll(/\s+/g, ' ');
const row = /\| 20 \| (\d\.\d\d) \| \d\.\d\d \| (\d\.\d\d) \|/.exec(figures);
const [metering = 0, all = 0] = [Number(row?.[1]), Number(row?.[2])];
const cents = (dollars: number) => `$${dollars.toFixed(2)}`;

test('the README’s cost of a million reads is what the bench computes from list prices and the code, part by part', () => {
  const [text = ''] = /a million metered reads\*\*:.*?- \*\*/.exec(readme) ?? [];
  expect(text).toContain(`${cents(all)} at 20 calls a second`);
  expect(text).toContain(`CloudFront and its function ${cents(callDollars.CloudFront)}`);
  expect(text).toContain(`HTTP API ${cents(callDollars['HTTP API'])}`);
  expect(text).toContain(`Lambda ${cents(callDollars.Lambda)}`);
  expect(text).toContain(`${logBytes} bytes of log a call ${cents(callDollars.log)}`);
  expect(text).toContain(`counting ${cents(metering)}`);
});

test('its parts add up to the total, and the table of figures has the same values', () => {
  const sum = Object.values(callDollars).reduce((whole, part) => whole + part, metering);
  expect(Math.abs(sum - all)).toBeLessThan(0.01);
});

test('bytes have their own cost: sent data, and a call of the HTTP API for each 512 KB', () => {
  const million = (bytes: number) => cents(1e6 * dollarsOfBytes(bytes));
  expect(readme).toContain(
    `a page of 100 posts ${million(pageBytes('br'))} in brotli, ${million(pageBytes('identity'))} as it is`,
  );
  expect(readme).toContain(`5.9 MB, ${million(5_900_000)}`);
  expect(dollarsOfBytes(512 * 1_024 + 1) - dollarsOfBytes(512 * 1_024)).toBeCloseTo(1e-6, 8);
});
