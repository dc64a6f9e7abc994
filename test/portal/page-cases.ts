import type { Page } from 'playwright-core';

/** A page in one state: where it is, what the API knows, and what is done before looking. */
export type Case = {
  readonly path: string;
  readonly world?: 'busy' | 'fresh' | 'stranger' | 'broken' | 'declined' | 'unreachable';
  readonly act?: (page: Page) => Promise<void>;
};

export const cases: Record<string, Case> = {
  'the start page': { path: '/', world: 'stranger' },
  'the pricing page': { path: '/pricing' },
  'the sign-up page': { path: '/sign-up', world: 'stranger' },
  'the sign-up page with errors': {
    path: '/sign-up',
    world: 'stranger',
    act: (page) => page.locator('main form button').click(),
  },
  'the sign-in page': { path: '/sign-in', world: 'stranger' },
  'the page of a good link': { path: '/sign-in/link?token=good', world: 'stranger' },
  'the page of a spent link': { path: '/sign-in/link?token=spent', world: 'stranger' },
  'a busy dashboard': { path: '/dashboard' },
  'a fresh dashboard': { path: '/dashboard', world: 'fresh' },
  'a broken dashboard': { path: '/dashboard', world: 'broken' },
  'the dashboard of who cannot be mailed': { path: '/dashboard', world: 'unreachable' },
  'the return from checkout': { path: '/welcome', world: 'fresh' },
  'the key dialog': { path: '/dashboard', act: (page) => page.locator('#keys .section-header button').click() },
  'the licence dialog': {
    path: '/dashboard',
    act: async (page) => {
      await page.locator('#licences .button-primary').click();
      await page.locator('.licence-text').waitFor();
    },
  },
  'the invoice dialog': {
    path: '/pricing',
    world: 'fresh',
    act: (page) =>
      page
        .locator('.plan-action .button-plain', { hasText: /Pay by invoice|الدفع بفاتورة/ })
        .first()
        .click(),
  },
  'the badge dialog': { path: '/dashboard', act: (page) => page.locator('#badges > .button-row button').click() },
  'the change dialog': { path: '/dashboard', act: (page) => page.locator('#plan li .button-plain').first().click() },
  'the dialog that shows what a change costs': {
    path: '/dashboard',
    act: async (page) => {
      await page.locator('#plan li .button-plain').first().click();
      await page.locator('dialog .button-primary').click();
      await page.locator('.amounts').waitFor();
    },
  },
  'a change that is not paid yet': {
    path: '/dashboard',
    world: 'declined',
    act: async (page) => {
      await page.locator('#plan li .button-plain').first().click();
      await page.locator('dialog .button-primary').click();
      await page.locator('.amounts').waitFor();
      await page.locator('dialog .button-primary').click();
      await page.locator('#plan .note-warn').waitFor();
    },
  },
  'the cancel dialog': { path: '/dashboard', act: (page) => page.locator('#plan .button-quiet').first().click() },
  'the dialog that deletes the account': {
    path: '/dashboard',
    act: (page) => page.locator('#own-data .button-quiet').click(),
  },
  'the operator’s accounts': { path: '/operator' },
  'the operator’s events': { path: '/operator/events' },
  'the dialog that replays parked events': {
    path: '/operator/events',
    act: (page) => page.locator('#events .section-header button').click(),
  },
  'the operator’s drift': {
    path: '/operator/drift',
    act: (page) => page.locator('#drift summary').click(),
  },
  'the operator’s drift, of which there is none': { path: '/operator/drift', world: 'fresh' },
  'the operator’s suppressed addresses': { path: '/operator/suppressions' },
  'the dialog that releases an address': {
    path: '/operator/suppressions',
    act: (page) => page.locator('tbody button').first().click(),
  },
  'the operator’s badge queue': { path: '/operator/badges' },
  'the empty badge queue': { path: '/operator/badges', world: 'fresh' },
  'the list of error codes': { path: '/problems', world: 'stranger' },
  'the page of an error code': { path: '/problems/quota_exhausted', world: 'stranger' },
  'a page that does not exist': { path: '/no/such/page', world: 'stranger' },
};
