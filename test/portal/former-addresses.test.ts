import { expect, test } from 'vitest';
import { pageOfHash } from '../../portal/src/dashboard/former-hashes.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

test.each([
  ['/app#keys', '/app/keys', 'Keys'],
  ['/app#plan', '/app/billing', 'Billing'],
  ['/app/members', '/app/team', 'Team'],
  ['/app/invoices', '/app/billing#invoices', 'Billing'],
])('%s leads to %s, and Back does not return to the former address', async (former, now, title) => {
  const page = await portal.openSettled('/app/apps');
  await page.goto(portal.site.origin + former);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  expect(page.url()).toBe(portal.site.origin + now);
  await page.goBack();
  await page.getByRole('heading', { name: 'Apps', level: 1 }).waitFor();
});

test('a former hash of a section moves the focus to that section on its page', async () => {
  const page = await portal.open('/app#sessions');
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('sessions-title');
  expect(page.url()).toBe(`${portal.site.origin}/app/settings#sessions`);
});

test('a hash that was never a section stays on the overview', async () => {
  expect(pageOfHash('#constructor')).toBeUndefined();
  const page = await portal.openSettled('/app#nothing');
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
});

test('a failing payment stands on the overview and on billing, above everything else', async () => {
  for (const path of ['/app', '/app/billing']) {
    const page = await portal.openSettled(path);
    const first = page.locator('main .note').first();
    expect(await first.textContent()).toContain('Your Verified payment failed');
    expect((await first.boundingBox())?.y).toBeLessThan(400);
  }
});
