/** An operator does twelve tasks of support in the console, each in at most three interactions, on the real functions. */

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { visitorOf } from '../support/browser-person.ts';
import {
  acceptLicences,
  buy,
  freshEmail,
  local,
  mailedToken,
  newKey,
  type Person,
  post,
  read,
  signUp,
} from '../support/client.ts';
import { countSteps } from '../support/steps.ts';
import { customerOf, useCard } from '../support/stripe-client.ts';

const run = process.pid;
const names = {
  payer: `Meridian${run}`,
  failing: `Cobalt${run}`,
  suspended: `Umbral${run}`,
  reader: `Larch${run}`,
  deaf: `Quill${run}`,
};
const handle = `meridian_${run}`;
const email = freshEmail('meridian');
const day = 86_400;
let keyStart: string;

/** Types into the search, which has the focus on Today, and opens what it finds. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.locator('.search-hits [role=option]').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('Enter');
}

const sees = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** A line of an organization’s timeline. */
const line = (page: Page, text: string) => page.locator('#timeline tbody tr', { hasText: text }).first();

type Task = { readonly goal: string; readonly answer: (page: Page) => Promise<void> };
const tasks: readonly Task[] = [
  {
    goal: 'See why a key gets a 402',
    answer: async (page) => {
      await find(page, keyStart);
      await sees(page, 'A request with this key is refused now');
      await sees(page, 'No plan is paid for.');
      await sees(page, 'The customer pays the open invoice, or buys a plan.');
    },
  },
  {
    goal: 'See which customers fail to pay',
    answer: async (page) => {
      const note = page.locator('.note', { hasText: 'Organizations with a failing payment' });
      await note.getByRole('link', { name: names.failing }).waitFor();
      await note
        .getByText(/The payment for a plan failed · basic · \$100 · Access until/)
        .first()
        .waitFor();
    },
  },
  {
    goal: 'See the price that a customer pays, and the reason',
    answer: async (page) => {
      await find(page, names.payer);
      await sees(page, /^Pays \$5,008 a month/);
      await sees(page, /catalogue price/);
    },
  },
  {
    goal: 'See the emails that a customer got',
    answer: async (page) => {
      await find(page, `${names.payer} emails`);
      await line(page, email).getByText('Sent').first().waitFor();
    },
  },
  {
    goal: 'See the licences that were accepted, by name and day',
    answer: async (page) => {
      await find(page, `${names.payer} licences`);
      await line(page, 'Licence accepted').getByText(email).first().waitFor();
    },
  },
  {
    goal: 'See the customers that read a dataset yesterday',
    answer: async (page) => {
      await find(page, 'posts yesterday');
      const row = page.locator('tr', { hasText: names.reader });
      await row.getByText(/^accepted /).waitFor();
      expect(await row.textContent()).toMatch(/20\d\d3Requests: 1/);
    },
  },
  {
    goal: 'See the webhooks that fail',
    answer: async (page) => {
      const row = page.locator('#today li', { hasText: names.deaf });
      await row.getByText('500').waitFor();
    },
  },
  {
    goal: 'Undo yesterday’s suspension',
    answer: async (page) => {
      await page.locator('#suspended li', { hasText: names.suspended }).getByText('Scraping the archive').waitFor();
      await page.getByRole('button', { name: `Restore ${names.suspended}` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').pressSequentially('They explained it');
      await dialog.getByRole('button', { name: 'Restore' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: `Restore ${names.suspended}` }).waitFor({ state: 'detached' });
    },
  },
  {
    goal: 'See the change behind a price',
    answer: async (page) => {
      await find(page, `${names.payer} activity`);
      await line(page, 'Plan change requested').getByText(email).first().waitFor();
      await line(page, 'Plan change requested').getByText(/Pro/).first().waitFor();
    },
  },
  {
    goal: 'See the operator who approved a badge',
    answer: async (page) => {
      await find(page, `${handle} decisions`);
      await line(page, 'Badge approved').getByText('operator@example.com').first().waitFor();
    },
  },
  {
    goal: 'Refund the last invoice',
    answer: async (page) => {
      await find(page, `${names.reader} refund: Charged twice`);
      const dialog = page.getByRole('dialog');
      await dialog.getByText('$100 goes back to the payment method.').waitFor();
      await dialog.getByRole('button', { name: 'Refund $100' }).click();
      await dialog.waitFor({ state: 'detached' });
    },
  },
  {
    goal: 'See the revenue that this week may take',
    answer: async (page) => {
      await page.getByRole('link', { name: 'Revenue' }).first().click();
      await sees(page, 'At risk in the next seven days');
      await sees(page, 'Cancelled, ends this week');
    },
  },
];

const most = 3;
const done = new Map<string, readonly string[]>();

/** A receiver of webhooks that refuses each. */
const deaf = createServer((_, response) => response.writeHead(500).end());

async function buyerOf(name: string, address = freshEmail(name.toLowerCase())): Promise<Person> {
  const buyer = await signUp(address, name);
  await acceptLicences(buyer);
  return buyer;
}

/** The day before: a read, and a suspension. */
async function yesterday(operator: Person): Promise<void> {
  const reader = await buyerOf(names.reader);
  await buy(reader, 'basic');
  const { secret } = await newKey(reader);
  expect((await read('/data/posts?limit=3', secret)).status).toBe(200);
  const { id } = (await (await buyerOf(names.suspended)).get<{ id: string }>('/v1/account')).body;
  await operator.send('POST', `/v1/admin/accounts/${id}/suspend`, { reason: 'Scraping the archive' });
}

/** A plan whose renewal fails, which takes a month. */
async function failedRenewal(): Promise<void> {
  const buyer = await buyerOf(names.failing);
  await buy(buyer, 'basic');
  await useCard(await customerOf(buyer.email), 'pm_card_chargeCustomerFail');
  await local.advance(31 * day);
}

/** Today: a badge, a change of plan, a key whose plan ended, and a webhook that is refused. */
async function today(operator: Person): Promise<void> {
  const payer = await buyerOf(names.payer, email);
  const person = { kind: 'person', handle, displayName: 'Ada Meridian', url: 'https://ada.example' };
  await payer.send('POST', '/v1/badges', person);
  const { id: subscription } = await buy(payer, 'basic');
  await buy(payer, 'verified');
  await operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'Known to us' });
  await payer.send('POST', '/v1/subscription/change', { subscription, price: 'pro_monthly' });
  const unpaid = await buyerOf(`Unpaid${run}`);
  const { id: ending } = await buy(unpaid, 'basic');
  const { start, secret } = await newKey(unpaid);
  keyStart = start;
  await unpaid.send('POST', '/v1/subscription/cancel', { subscription: ending, when: 'now' });
  await local.advance(0);
  expect((await read('/data/posts?limit=1', secret)).status).toBe(402);
  const hook = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/hooks`;
  const quill = await buyerOf(names.deaf);
  expect((await quill.send('POST', '/v1/webhooks', { url: hook })).status).toBe(201);
  await newKey(quill, 'test');
  await buy(quill, 'basic');
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  await failedRenewal();
  await yesterday(await signUp('operator@example.com'));
  await local.advance(day);
  await today(await signUp('operator@example.com'));
});
afterAll(async () => {
  await browser.close();
  deaf.close();
});

/** An operator’s browser, signed in, whose clock is that of the world. */
async function console(): Promise<Page> {
  const context = await visitorOf(browser);
  context.setDefaultTimeout(15_000);
  await post('/v1/login', { email: 'operator@example.com' });
  await context.request.post('/v1/session', { data: { token: await mailedToken('operator@example.com') } });
  await context.addInitScript("localStorage.setItem('tollgate.signedIn', 'yes')");
  const page = await context.newPage();
  await page.clock.setSystemTime((await local.status()).now);
  return page;
}

test.each(tasks.map((task) => [task.goal, task] as const))('%s', async (goal, { answer }) => {
  const page = await console();
  const steps = await countSteps(page);
  await page.goto('/console');
  await page.getByRole('heading', { name: 'Needs you' }).waitFor();
  await answer(page);
  done.set(goal, await steps());
  expect(done.get(goal)?.length).toBeLessThanOrEqual(most);
  await page.context().close();
});

const heading = '\n## Support\n';

/** The tasks as they were just done, as a part of the document. */
function tasksPart(): string {
  const hidden = (step: string) => step.replace(/[0-9]{3,}/g, 'N');
  const lines = tasks.map(({ goal }) => {
    const steps = (done.get(goal) ?? []).map((step) => `${step.charAt(0).toUpperCase()}${hidden(step).slice(1)}.`);
    return `| ${goal} | ${steps.length} | ${most} | ${steps.join(' ')} |`;
  });
  return [
    heading,
    'The interactions of an operator, from the console’s first page to an answer on the screen. `test/e2e/support-tasks.test.ts` walks them and',
    'writes this table when `JOURNEYS=write`.',
    '',
    '| task | interactions | at most | steps |',
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

test('docs/journeys.md tells the tasks as they were done', async () => {
  const document = await readFile('docs/journeys.md', 'utf8');
  const [before = '', after] = document.split(heading);
  if (process.env.JOURNEYS === 'write') await writeFile('docs/journeys.md', before + tasksPart());
  else expect(heading + after).toBe(tasksPart());
});
