import type { Page } from 'playwright-core';
import type { Shot } from './shot.ts';

/** Makes the shot of an address, over the world whose organization has everything. */
type At = (page: string, path: string, world?: 'busy' | 'fresh' | 'broken', act?: Shot['act']) => Shot;

const address = '/console/organizations/acc_0';
const everyUse = async (page: Page) => void (await page.locator('#use-cases select').selectOption(''));

async function search(page: Page): Promise<void> {
  await page.getByRole('combobox').first().fill('bran');
  await page.getByRole('option').nth(1).waitFor();
}

/** The dialog of a refund opens with what is paid back. */
const refund = (page: Page) => page.locator('dialog .note').waitFor();

/** The pages of the console. */
export const consoleShots = (at: At): readonly Shot[] => [
  at('console', '/console'),
  at('console', '/console', 'broken'),
  at('consolesearch', '/console', 'busy', search),
  at('consoleorganizations', '/console/organizations'),
  at('consoleorganization', address),
  at('consoleact', `${address}?act=refund`, 'busy', refund),
  at('consolewebhook', `${address}/webhooks/hook_1`),
  at('consolekey', '/console/keys/key_1'),
  at('consolerequests', '/console/requests?dataset=posts&day=2026-11-23'),
  at('consolerequests', '/console/requests?dataset=posts&day=2026-11-01', 'fresh'),
  at('consolecontests', '/console/contests?state=all'),
  at('consolecontests', '/console/contests', 'fresh'),
  at('consolerevenue', '/console/revenue'),
  at('events', '/console/events'),
  at('drift', '/console/drift'),
  at('drift', '/console/drift', 'fresh'),
  at('catalogue', '/console/catalogue'),
  at('consoledatasets', '/console/datasets'),
  at('consoledataset', '/console/datasets/posts'),
  at('consoleoperations', '/console/operations'),
  at('consoleroles', '/console/roles'),
  at('usecases', '/console/use-cases', 'busy', everyUse),
];
