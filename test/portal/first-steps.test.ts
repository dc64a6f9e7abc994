import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';
import { freshWorld } from './stub-world.ts';

const portal = portalOfFile();

test('first steps lead to the first record, and are gone for good once any key has read one', async () => {
  portal.site.world = freshWorld();
  const page = await portal.openSettled('/app');
  const steps = page.getByRole('list', { name: 'First steps' });
  await steps.waitFor();
  const names = await steps.getByRole('link').allTextContents();
  expect(names).toEqual(['Accept the licences', 'Create a key', 'Read the first records', 'Choose a plan']);
  const last = steps.getByRole('listitem').filter({ hasText: 'Read the first' });
  await last.getByText('Still to do').waitFor();

  portal.site.world.usage.day.hasRead = true;
  await page.reload();
  await page.getByRole('heading', { name: 'Records this period' }).waitFor();
  await steps.waitFor({ state: 'detached' });
  expect(await steps.count()).toBe(0);
});
