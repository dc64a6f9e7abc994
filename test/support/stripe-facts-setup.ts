import { relative } from 'node:path';
import { afterAll, expect } from 'vitest';
import { collectFacts } from '../stripe/facts/collect.ts';
import { sentenceOf } from '../stripe/facts/outcome.ts';

const file = relative(process.cwd(), expect.getState().testPath ?? '');
const facts = collectFacts(() => file);

/** Each test file whose simulator heard or said something that Stripe's documents do not have is red. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern, and gives the suite second.
afterAll(async ({}, suite) => {
  const seen = await facts.take();
  facts.stop();
  suite.file.meta.stripeFacts = seen;
  expect(seen.findings.map(sentenceOf)).toEqual([]);
});
