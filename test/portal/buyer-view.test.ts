/** An operator sees an organization as its buyer does: the way in, the banner on every page, and the way out. */
import { expect, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();
const path = '/v1/admin/accounts/acc_0/view';

/** The organizations that requests to paths beginning with this named in `Tollgate-View`. */
const viewedIn = (start: string) => [
  ...new Set(
    portal.site.calls.filter((call) => call.path.startsWith(start)).map((call) => call.headers['tollgate-view']),
  ),
];

test('after a reason the dashboard is the buyer’s, and every request of it says so, until the operator stops', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  await button(page, 'See as the buyer sees').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Asked for help');
  portal.site.calls.length = 0;
  await dialog.getByRole('button', { name: 'See as the buyer sees' }).click();
  await page.waitForURL('**/app');
  await settled(page);
  expect(portal.sent()).toEqual([['POST', path, { reason: 'Asked for help' }]]);
  expect(viewedIn('/v1/account')).toEqual(['acc_0']);
  expect(viewedIn('/v1/usage')).toEqual(['acc_0']);
  expect(viewedIn('/v1/admin/')).toEqual([undefined]);

  await page.goto(`${portal.site.origin}/app/keys`);
  await page.getByText(/as its buyer does, until 24 Nov 2026, 16:30 UTC/).waitFor();
  await loadAxe(page, portal.site);
  expect(await violations(page, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag22aa'] } })).toEqual([]);

  portal.site.calls.length = 0;
  await button(page, 'Stop viewing').click();
  await page.waitForURL('**/console/organizations/acc_0');
  await settled(page);
  expect(portal.sent().map(([method, to]) => [method, to])).toEqual([['DELETE', path]]);
  portal.site.calls.length = 0;
  await page.reload();
  await settled(page);
  expect(viewedIn('/v1/')).toEqual([undefined]);
  expect(await page.getByText('as its buyer does, until').count()).toBe(0);
});

test('a view that is over leads back to the organization in the console', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  await page.evaluate("sessionStorage.setItem('tollgate.viewing', 'acc_0')");
  portal.site.faults.set('GET /v1/account', refuse('no_organization', 'You do not see it any more. Start again.'));
  await page.goto(`${portal.site.origin}/app`);
  await page.waitForURL('**/console/organizations/acc_0');
  expect(await page.evaluate("sessionStorage.getItem('tollgate.viewing')")).toBe(null);
});
