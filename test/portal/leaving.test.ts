import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

/** Notes for each request of the page which heading the person sees at the moment when it is sent. */
const noteHeading = `(() => {
  const ask = window.fetch;
  window.fetch = (path, options) => {
    const seen = JSON.parse(sessionStorage.getItem('test.seen') ?? '[]');
    const line = (options?.method ?? 'GET') + ' ' + path + ': ' + document.querySelector('h1')?.textContent;
    sessionStorage.setItem('test.seen', JSON.stringify([...seen, line]));
    return ask(path, options);
  };
})()`;

/** The portal, every page that it goes through, and the requests that it sends. A slow device shows nothing else before an answer. */
async function openWatched(path = '/app') {
  const page = await portal.openSettled(path);
  await page.evaluate(noteHeading);
  const seen: string[] = [];
  page.on('framenavigated', (frame) => void seen.push(new URL(frame.url()).pathname));
  const stored = (name: string) => page.evaluate<string | null>(`sessionStorage.getItem('${name}')`);
  return {
    page,
    seen,
    said: () => stored('tollgate.said'),
    requests: async () => JSON.parse((await stored('test.seen')) ?? '[]') as string[],
  };
}

test('an owner who deletes the organization comes to the start page, which says so', async () => {
  const { page, seen, said, requests } = await openWatched('/app/settings');
  await button(page, 'Delete organization').click();
  await page.getByLabel('Organization name').fill('Brand Watch Ltd');
  await button(page, 'Delete for good').click();
  await page.getByRole('heading', { name: 'Start', level: 1 }).waitFor();
  expect(seen).toEqual(['/app/leaving', '/']);
  expect(await said()).toMatch(/delet/);
  expect(await requests()).toEqual(['DELETE /v1/account: Settings', 'GET /v1/account: Signing out…']);
});

test('a person who signs out comes to the start page, which says so', async () => {
  const { page, seen, said, requests } = await openWatched();
  await button(page, 'Sign out').click();
  await page.getByRole('heading', { name: 'Start', level: 1 }).waitFor();
  expect(seen).toEqual(['/app/leaving', '/']);
  expect(await said()).toBe('You’re signed out.');
  expect(await requests()).toEqual(['DELETE /v1/session: Signing out…']);
});

test('a sign-out that fails says so and leaves the person where they can try again', async () => {
  const { page } = await openWatched();
  portal.site.faults.set('DELETE /v1/session', { status: 503, body: { code: 'unavailable', status: 503 } });
  await button(page, 'Sign out').click();
  await page.getByText('Sign-out failed. You’re still signed in.').waitFor();
  await page.waitForURL('**/app');
});
