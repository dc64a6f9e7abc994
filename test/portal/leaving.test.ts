import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

/** The addresses that the browser's history goes through, from now on. */
async function addressesOf(page: Awaited<ReturnType<typeof portal.open>>): Promise<() => Promise<string[]>> {
  await page.evaluate(`
    globalThis.seen = [];
    for (const name of ['pushState', 'replaceState']) {
      const real = history[name].bind(history);
      history[name] = (...change) => {
        real(...change);
        seen.push(location.pathname);
      };
    }
  `);
  return () => page.evaluate<string[]>('seen');
}

async function slowly(page: Awaited<ReturnType<typeof portal.open>>): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 20 });
}

test('after the deletion of the organization a slow device comes to the start page and stays there', async () => {
  const page = await portal.openSettled('/dashboard');
  await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
  await slowly(page);
  const addresses = await addressesOf(page);
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  expect(await addresses()).toEqual(['/']);
});

test('after sign-out a slow device comes to the start page and stays there', async () => {
  const page = await portal.openSettled('/dashboard');
  await slowly(page);
  const addresses = await addressesOf(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  expect(await addresses()).toEqual(['/']);
});
