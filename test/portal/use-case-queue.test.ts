import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

const sent = () => portal.site.calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body]);

test('a use case that waits is shown with all that was declared, and leaves the queue with a reason', async () => {
  const page = await portal.open('/console/use-cases');
  await settled(page);
  const card = page.locator('#use-cases .card');
  expect(await card.count()).toBe(1);
  const text = await card.textContent();
  expect(text).toMatch(
    /لوحة الأخبار.*Waits for approval.*Trains no models · Used by governments.*Brandwatch Ltd.*Editors of news sites/,
  );
  await button(page, 'Approve the use of لوحة الأخبار').click();
  await button(page, 'Approve').last().click();
  await page.getByText('Fill this in.').waitFor();
  await page.getByRole('dialog').getByLabel('Reason').fill('Fits the licence.');
  await button(page, 'Approve').last().click();
  await page.getByText('No use case waits for a decision.').waitFor();
  expect(sent()).toEqual([['/v1/admin/use-cases/uc_2/approve', { reason: 'Fits the licence.' }]]);
});

test('an approved one shows its decisions, the latest first, and can be revoked', async () => {
  const page = await portal.open('/console/use-cases');
  await settled(page);
  await page.getByLabel('State').selectOption({ label: 'Approved' });
  const card = page.locator('#use-cases .card', { hasText: 'Price monitor' });
  await card.getByText('2 decisions').click();
  expect(await card.locator('.history strong').allTextContents()).toEqual(['Approve', 'Refuse']);
  await button(page, 'Revoke the approval of Price monitor').click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Shown elsewhere.');
  await button(page, 'Revoke').last().click();
  await page.getByText('No use cases in this state.').waitFor();
  expect(sent()).toEqual([['/v1/admin/use-cases/uc_1/revoke', { reason: 'Shown elsewhere.' }]]);
});
