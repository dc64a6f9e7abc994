import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

/** The portal on a slow device, and every page that it goes through. */
async function openSlowly() {
  const page = await portal.openSettled('/app');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const seen: string[] = [];
  page.on('framenavigated', (frame) => void seen.push(new URL(frame.url()).pathname));
  return { page, seen, said: () => page.evaluate("sessionStorage.getItem('tollgate.said')") };
}

test('an owner who deletes the organization on a slow device comes to the start page, which says so', async () => {
  const { page, seen, said } = await openSlowly();
  await button(page, 'Delete organization').click();
  await page.getByLabel('Organization name').fill('Brand Watch Ltd');
  await button(page, 'Delete for good').click();
  await page.getByRole('heading', { name: 'Start', level: 1 }).waitFor();
  expect(seen).toEqual(['/app/leaving', '/']);
  expect(await said()).toMatch(/delet/);
});

test('a person who signs out on a slow device comes to the start page, which says so', async () => {
  const { page, seen, said } = await openSlowly();
  await button(page, 'Sign out').click();
  await page.getByRole('heading', { name: 'Start', level: 1 }).waitFor();
  expect(seen).toEqual(['/app/leaving', '/']);
  expect(await said()).toBe('You’re signed out.');
});

test('a sign-out that fails says so and leaves the person where they can try again', async () => {
  const { page } = await openSlowly();
  portal.site.faults.set('DELETE /v1/session', { status: 503, body: { code: 'unavailable', status: 503 } });
  await button(page, 'Sign out').click();
  await page.getByText('Sign-out failed. You’re still signed in.').waitFor();
  await page.waitForURL('**/app');
});
