/** An email of a timeline is sent again from its line, once for each dialog, by operators whose role includes it. */
import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const timeline = '/console/organizations/acc_0';

test('the dialog says to whom it goes and on which day it was written, and sends one order', async () => {
  const page = await portal.openSettled(timeline);
  const sent: unknown[] = [];
  await page.route('**/v1/admin/accounts/acc_0/mails/*/send', (route) => {
    sent.push([new URL(route.request().url()).pathname, route.request().postDataJSON()]);
    return route.fulfill({ status: 202, json: { id: 'm1', address: 'ada@brand.example' } });
  });
  const email = page.locator('#timeline tbody tr', { hasText: 'payment_failed' });
  await email.getByRole('button', { name: 'Send again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/It goes to .?ada@brand\.example/).waitFor();
  await dialog.getByLabel('Reason').fill('They lost it');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(sent).toEqual([
    [
      '/v1/admin/accounts/acc_0/mails/m1/send',
      { order: expect.stringMatching(/^[\da-f-]{36}$/), reason: 'They lost it' },
    ],
  ]);
});

test('an invitation has no button, and says why and what to do', async () => {
  const page = await portal.openSettled(timeline);
  const email = page.locator('#timeline tbody tr', { hasText: 'member_invited' });
  await email.getByText('Not sent again: it has a link that works once.').waitFor();
  expect(await email.getByRole('button').count()).toBe(0);
});

test('in Arabic the line and its dialog are Arabic', async () => {
  const page = await portal.open(timeline, { language: 'ar' });
  const email = page.locator('#timeline tbody tr', { hasText: 'payment_failed' });
  await email.getByText('ارتدّت').waitFor();
  await email.getByRole('button', { name: 'إعادة الإرسال' }).click();
  await page.getByRole('dialog').getByText('تُرسل إلى').waitFor();
});
