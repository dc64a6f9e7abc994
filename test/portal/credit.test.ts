import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const { callsTo } = portal;

test('credit is bought by quantity, next to the balance', async () => {
  const page = await portal.open('/app/billing');
  await settled(page);
  const credit = page.locator('#credit');
  await credit.getByText('2,760 left').waitFor();
  await credit.getByLabel('Quantity', { exact: true }).fill('0');
  await credit.getByRole('button', { name: 'Buy credit', exact: true }).click();
  await credit.getByText('Enter a whole number from 1 to 1000.').waitFor();
  expect(callsTo('POST', '/v1/credit/top-ups')).toHaveLength(0);
  await credit.getByLabel('Quantity', { exact: true }).fill('3');
  await credit.getByRole('button', { name: 'Buy credit', exact: true }).click();
  await page.waitForURL('**/elsewhere/checkout/credit');
  expect(callsTo('POST', '/v1/credit/top-ups').at(-1)?.body).toEqual({ packs: 3 });
});

test('automatic top-up is shown, changed and turned off', async () => {
  const page = await portal.open('/app/billing');
  await settled(page);
  const credit = page.locator('#credit');
  await credit.getByText('Buys 4,000 records when fewer than 500 are left.').waitFor();
  await credit.getByLabel('When fewer are left than').fill('1200');
  await credit.getByLabel('Quantity each time').fill('5');
  await credit.getByRole('button', { name: 'Save changes', exact: true }).click();
  await credit.getByText('Buys 10,000 records when fewer than 1,200 are left.').waitFor();
  expect(callsTo('PUT', '/v1/credit/auto-top-up').at(-1)?.body).toEqual({ thresholdUnits: 1_200, packs: 5 });
  await credit.getByRole('button', { name: 'Turn off', exact: true }).click();
  await credit.getByText('Off. When your credit runs out').waitFor();
  await credit.getByRole('button', { name: 'Turn on', exact: true }).waitFor();
  expect(callsTo('PUT', '/v1/credit/auto-top-up').at(-1)?.body).toEqual({ thresholdUnits: null, packs: null });
});
