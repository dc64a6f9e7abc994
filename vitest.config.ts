import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LinesLeft } from './test/support/lines-left-reporter.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { StripeFacts } from './test/support/stripe-facts-reporter.ts';

/** Files that leave nothing behind share a process: loading Stripe's, Amazon's and our own code anew took as long as the tests. */
const sharing = { isolate: false, unstubEnvs: true } as const;

/** In whatever process a simulator runs, its calls and webhooks are compared with Stripe's documents. */
const stripeFacts = './test/support/stripe-facts-setup.ts';

/** Removes what a run made for several test files. */
const scratch = 'test/support/scratch-setup.ts';

/** `TEST_REPORT` names a file for the counts of a run. Reporters of the command line would take the place of all others. */
const jsonReport: ['json', { outputFile: string }][] = process.env.TEST_REPORT
  ? [['json', { outputFile: process.env.TEST_REPORT }]]
  : [];

/** How long `expect.poll` waits for what comes after a cold start on a busy machine; by itself it gives up after a second. */
const patient = { expect: { poll: { timeout: 60_000 } } } as const;

export default defineConfig({
  test: {
    /** Node runs the tests' TypeScript itself. Vite would transform every file, and map the stack that Stripe's SDK reads in each call. */
    experimental: { viteModuleRunner: false, nodeLoader: false },
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new StripeFacts(), new LinesLeft(), ...jsonReport],
    projects: [
      {
        test: {
          name: 'unit',
          ...sharing,
          globalSetup: [scratch],
          setupFiles: [stripeFacts, './test/support/lines-left-setup.ts'],
          include: [
            'test/{cli,design,dns,domain,evidence,functions,hostile,http,local,pictures,signing,stripe}/**/*.test.ts',
            'packages/*/test/**/*.test.ts',
            'test/{architecture,docs,prose,security,vocabulary}.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'storage',
          ...sharing,
          setupFiles: ['./test/support/lines-left-setup.ts'],
          include: ['test/{storage,taken-over}/**/*.test.ts'],
          globalSetup: ['test/support/dynamodb-setup.ts', scratch],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'datasets',
          ...sharing,
          include: ['test/datasets/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'portal',
          ...sharing,
          ...patient,
          include: ['test/{pages,portal}/**/*.test.ts'],
          globalSetup: ['test/support/portal-setup.ts', 'test/support/pages-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'infra',
          ...sharing,
          include: ['test/infra/**/*.test.ts'],
          globalSetup: [scratch],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          ...patient,
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/lives*.test.ts'],
          globalSetup: ['test/support/world-setup.ts'],
          setupFiles: [stripeFacts, 'test/support/world-turn-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'lives',
          setupFiles: [stripeFacts],
          include: ['test/e2e/lives*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
