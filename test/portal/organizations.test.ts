import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();

const open = (path = '/app/badges/brandwatch') => portal.openSettled(path);

test('the record of a domain is copied, checked immediately, and reported as found', async () => {
  const page = await open();
  const domain = page.locator('#domain');
  expect(await domain.textContent()).toContain('Records had this name, but not this value.');
  await button(page, 'Copy the value of the record').click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('tollgate-verification=5Jx2mYb7Qh0Zk3VnT8sLwA');
  await button(page, 'Check now').click();
  await domain.getByText('is yours. Leave the record').waitFor();
  expect(await domain.locator('.tag').textContent()).toBe('Verified');
});

test('a domain that fails says since when and until when the mark still shows', async () => {
  Object.assign(portal.site.world.domain, {
    ...{ state: 'failing', found: 'no_record', provenAt: '2026-11-01T10:00:00.000Z' },
    ...{ failingSince: '2026-11-22T10:00:00.000Z', losesAt: '2026-11-29T10:00:00.000Z' },
  });
  const page = await open();
  expect(await page.locator('#domain').textContent()).toMatch(
    /still shows.*Missing since 22 Nov 2026.*hidden on 29 Nov 2026/,
  );
});

test('a check that was requested too often says so and leaves the earlier result', async () => {
  portal.site.faults.set('POST /v1/badges/brandwatch/domain/check', refuse('rate_limited', 'Checked too often.'));
  const page = await open();
  await button(page, 'Check now').click();
  await page.locator('#domain').getByText('Checked too often.').waitFor();
  expect(await page.locator('#domain .tag').textContent()).toBe('Not verified');
});

test('a person is asked for no domain', async () => {
  const page = await open('/app/badges/dana');
  expect(await page.locator('#domain').count()).toBe(0);
  expect(portal.site.calls.some(({ path }) => path.endsWith('/domain'))).toBe(false);
});
