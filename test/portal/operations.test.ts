/** Workers, datasets and cost on Today, and on the console's page of operations. */
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';
import { ok, refuse } from './stub-answers.ts';
import { quietToday } from './stub-today.ts';

const portal = portalOfFile();
const plain = (text: string | null) => text?.replaceAll(/[\u2066-\u2069]/g, '');

test('Today has the age of each dataset and the cost, with its days', async () => {
  const page = await portal.open('/console');
  await settled(page);
  const rows = page.locator('#fresh li');
  expect(plain(await rows.nth(0).textContent())).toBe(
    'Brand conversations60,000 records · imported 16 Nov 2026 · a newer import waitsServed',
  );
  expect(plain(await rows.nth(1).textContent())).toBe('Filmsan import waitsWithdrawn');
  expect(plain(await rows.nth(3).textContent())).toBe('Fresh12 records · newest 23 Nov 2026Served');
  expect(plain(await rows.last().textContent())).toMatch(
    /^Cost of the AWS account1 Nov 2026 to 23 Nov 2026, an estimate by AWS\$3\.10$/,
  );
  await rows.nth(0).getByRole('link').click();
  await page.waitForURL('**/console/datasets/posts');
});

test('a cost that nobody noted is not measured, and leads to the command that notes it', async () => {
  portal.site.faults.set('GET /v1/admin/today', ok(quietToday));
  const page = await portal.open('/console');
  await settled(page);
  const cost = page.locator('#fresh li').last();
  expect(await cost.textContent()).toBe(
    'Cost of the AWS accountA command notes it, once a day for example.Not measured',
  );
  await cost.getByRole('link').click();
  const command = page.locator('#cost pre');
  await command.waitFor();
  expect(await command.textContent()).toMatch(
    /^aws ce get-cost-and-usage --time-period Start=\d{4}-\d\d-01,End=\d{4}-\d\d-\d\d --granularity MONTHLY --metrics UnblendedCost \\\n {2}\| npm run --silent costs -- --stage STAGE --table NAME$/,
  );
});

test('while datasets cannot be read, Today says so and shows the rest', async () => {
  portal.site.faults.set('GET /v1/admin/today', ok({ ...quietToday, datasets: null }));
  const page = await portal.open('/console');
  await page.getByText('Datasets could not be read just now.').waitFor();
  expect(await page.locator('#running li').count()).toBe(4);
});

test('while the API fails, the page says so and the commands stay', async () => {
  portal.site.faults.set('GET /v1/admin/operations', refuse('unavailable', 'The workers are away.'));
  const page = await portal.open('/console/operations');
  await page.getByText('The workers are away.').waitFor();
  expect(await page.locator('#alarms pre').textContent()).toContain('aws cloudwatch describe-alarms');
  portal.site.faults.clear();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('#running li').nth(2).waitFor();
});

test('Today sums the queues up, and leads to each of them', async () => {
  const page = await portal.open('/console');
  await settled(page);
  const row = page.locator('#running li').last();
  expect(plain(await row.textContent())).toBe('Queues1,216 waiting · 13 in progress4 failed');
  await row.getByRole('link').click();
  await page.waitForURL('**/console/operations#queues');
  const cells = page.locator('#queues tbody tr', { hasText: 'Emails' }).locator('td');
  await cells.first().waitFor();
  expect(await cells.allTextContents()).toEqual(['12', '3', '4']);
});

test('a queue that could not be read is not shown as empty, here and on Today', async () => {
  const queues = quietToday.queues.map((queue) => (queue.name === 'packs' ? { ...queue, depth: null } : queue));
  const running = { jobs: quietToday.jobs, queues, datasets: quietToday.datasets, cost: null };
  portal.site.faults.set('GET /v1/admin/today', ok({ ...quietToday, queues }));
  portal.site.faults.set('GET /v1/admin/operations', ok(running));
  const page = await portal.open('/console');
  await settled(page);
  expect(await page.locator('#running li').last().textContent()).toContain('Some could not be read');
  await page.locator('#running li').last().getByRole('link').click();
  const row = page.locator('#queues tbody tr', { hasText: 'Evidence packs' });
  await row.waitFor();
  expect(await row.textContent()).toBe('Evidence packsCould not be read');
});
