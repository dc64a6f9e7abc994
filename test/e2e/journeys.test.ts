import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { visitorOf } from '../support/browser-person.ts';
import { freshEmail, mailedToken } from '../support/client.ts';
import { countSteps } from '../support/steps.ts';

type Journey = {
  readonly goal: string;
  readonly from: string;
  /** The address, where it is not `from` itself. */
  readonly address?: (context: BrowserContext) => Promise<string>;
  /** Checks that count no step. */
  readonly afterwards?: (page: Page) => Promise<void>;
  /** Interactions, at most. */
  readonly most: number;
  readonly go: (page: Page) => Promise<void>;
};

const rows = '[data-run=posts] .run-rows tbody tr';
const took = /\d+ ms · \d+ sample records · free/;
const brand = (page: Page) => page.locator('#run-posts-brand');

const journeys: readonly Journey[] = [
  {
    goal: 'See records, read now, without an account',
    from: '/',
    most: 2,
    go: async (page) => {
      await page.locator('[data-run=posts] button[type=submit]').click();
      await page.getByText(took).waitFor();
      expect(await page.locator(rows).count()).toBe(10);
    },
  },
  {
    goal: 'Read records with a filter of one’s own',
    from: '/',
    most: 4,
    go: async (page) => {
      await brand(page).pressSequentially('Havnora');
      await page.keyboard.press('Enter');
      await page.getByText(took).waitFor();
      const brands = await page.locator('[data-run=posts] td[data-col=brand]').allTextContents();
      expect(new Set(brands)).toEqual(new Set(['Havnora']));
    },
  },
  {
    goal: 'Read records with a filter of one’s own, in Arabic',
    from: '/ar/',
    most: 4,
    go: async (page) => {
      await brand(page).pressSequentially('Maruvo');
      await page.keyboard.press('Enter');
      await page.getByText(/مللي ثانية/).waitFor();
      const brands = await page.locator('[data-run=posts] td[data-col=brand]').allTextContents();
      expect(new Set(brands)).toEqual(new Set(['Maruvo']));
    },
  },
  {
    goal: 'Find out which filter excludes everything, and remove it',
    from: '/datasets/posts',
    most: 3,
    go: async (page) => {
      await brand(page).pressSequentially('Nobody');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Remove brand Nobody' }).click();
      await page.locator(rows).first().waitFor();
    },
  },
  {
    goal: 'Know what a dataset costs for one’s own number of records',
    from: '/',
    most: 3,
    go: async (page) => {
      await page.getByRole('link', { name: 'Pricing' }).first().click();
      await page.getByLabel('Records a month').press('Control+A');
      await page.getByLabel('Records a month').pressSequentially('250000');
      await page.getByText('Cheapest: Pro at').waitFor();
    },
  },
  {
    goal: 'Read what the licence allows, and its exact text',
    from: '/datasets/posts',
    most: 1,
    go: async (page) => {
      await page.getByText('You may not').first().waitFor();
      await page.getByRole('link', { name: 'Read the licence' }).click();
      await page.getByText('SHA-256').first().waitFor();
    },
  },
  {
    goal: 'Take a request along as code',
    from: '/datasets/posts',
    most: 2,
    go: async (page) => {
      await page.getByRole('radio', { name: 'Python' }).click();
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByText('Copied.').waitFor();
    },
  },
  {
    goal: 'Read a first record with an own key, in the browser',
    from: 'the mailed link',
    most: 8,
    address: async ({ request }) => {
      const email = freshEmail('first');
      await request.post('/v1/signup', { data: { email, organization: 'First Reads Ltd' } });
      return `/sign-in/link?token=${await mailedToken(email)}`;
    },
    go: async (page) => {
      await page.getByRole('button', { name: /^Sign in as/ }).click();
      await page.getByRole('link', { name: 'Create your first key' }).click();
      await page.getByLabel('Your name').pressSequentially('Ada Buyer');
      await page.getByLabel('Your role').pressSequentially('CTO');
      for (const consent of await page.getByLabel(/^I have read/).all()) await consent.check();
      await page.getByRole('button', { name: 'Accept and create key' }).click();
      await page.getByRole('button', { name: 'Read 3 records' }).click();
      await page.getByText('3 records read.').waitFor();
    },
    afterwards: async (page) => {
      await page.getByRole('button', { name: 'I have saved it' }).click();
      expect(await page.locator('#try pre').textContent()).toContain('tg_test_');
      await page.goto('/app');
      await page.getByRole('heading', { name: 'Records this period' }).waitFor();
      expect(await page.getByRole('list', { name: 'First steps' }).count()).toBe(0);
    },
  },
];

const longestMs = 10_000;
/** The time is measured when the document is written; a test must not depend on how busy a machine is. */
const isWritten = process.env.JOURNEYS === 'write';
const done = new Map<string, { readonly steps: readonly string[]; readonly errors: readonly string[] }>();

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('on the real functions a stranger can', () => {
  test.each(journeys.map((journey) => [journey.goal, journey] as const))(
    '%s',
    async (goal, { from, most, go, address, afterwards }) => {
      const context = await visitorOf(browser);
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      const steps = await countSteps(page);
      const start = (await address?.(context)) ?? from;
      const startedMs = performance.now();
      await page.goto(start);
      await go(page);
      const tookMs = performance.now() - startedMs;
      done.set(goal, { steps: await steps(), errors });
      expect(done.get(goal)?.steps.length).toBeLessThanOrEqual(most);
      if (isWritten) expect(tookMs).toBeLessThanOrEqual(longestMs);
      expect(errors).toEqual([]);
      await afterwards?.(page);
      await context.close();
    },
  );
});

/** A step as a sentence, with any address hidden. */
const sentence = (step: string): string =>
  `${step.charAt(0).toUpperCase()}${step.slice(1).replace(/\S+@\S+/g, 'ADDRESS')}.`;

/** The journeys as they were just walked, as a document. */
function journeysDocument(): string {
  const lines = journeys.map(({ goal, from, most }) => {
    const steps = done.get(goal)?.steps ?? [];
    return `| ${goal} | ${from.startsWith('/') ? `\`${from}\`` : from} | ${steps.length} | ${most} | ${steps.map(sentence).join(' ')} |`;
  });
  return [
    '# Journeys',
    '',
    'The interactions of a stranger who has no account, from an address to a goal. The last journey begins at the link in the first mail.',
    'A browser walks each journey on the real functions in',
    '`test/e2e/journeys.test.ts`, which writes this table when `JOURNEYS=write`. A press, a field that is typed into, and a key count as one each;',
    '`Tab` is free. Each journey took at most ten seconds when this was written.',
    '',
    '| goal | from | interactions | at most | steps |',
    '|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

test('docs/journeys.md tells the journeys as they are', async () => {
  const written = await readFile('docs/journeys.md', 'utf8');
  const [own = ''] = written.split('\n## ');
  const rest = written.slice(own.length);
  if (isWritten) await writeFile('docs/journeys.md', journeysDocument() + rest);
  else expect(own).toBe(journeysDocument());
});

test('without script, a filter of one’s own is answered by a page with its records', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  const visitor = await visitorOf(browser);
  const home = await visitor.newPage();
  await home.goto('/datasets/posts');
  await page.goto(home.url());
  await brand(page).fill('Havnora');
  await page.locator('[data-run=posts] button[type=submit]').click();
  await page.getByText('Havnora').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/v1/sample/posts');
  await Promise.all([context.close(), visitor.close()]);
});

test('the former addresses lead to the portal with their query and fragment; unknown ones are 404 in both languages', async () => {
  const context = await visitorOf(browser);
  const page = await context.newPage();
  await page.goto('/dashboard/members?x=1#invitations');
  await page.waitForURL(/\/sign-in/);
  const answered = async (path: string) => {
    const response = await context.request.get(path, { maxRedirects: 0 });
    return [response.status(), response.headers().location ?? (await response.text()).match(/<html lang="(\w+)"/)?.[1]];
  };
  expect(await answered('/dashboard?checkout=success&session=cs_1')).toEqual([
    301,
    '/app?checkout=success&session=cs_1',
  ]);
  expect(await answered('/operator/trail')).toEqual([301, '/console/trail']);
  expect(await answered('/no-such-page')).toEqual([404, 'en']);
  expect(await answered('/ar/no-such-page')).toEqual([404, 'ar']);
  expect(await answered('/ar/datasets/posts')).toEqual([200, 'ar']);
  await context.close();
});
