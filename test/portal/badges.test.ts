import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';
import { onePoint } from './stub-badges.ts';

const portal = portalOfFile();

const { sent } = portal;
const png = (bytes = onePoint, mimeType = 'image/png') => ({ name: 'me.png', mimeType, buffer: bytes });
const dataUrl = `data:image/png;base64,${onePoint.toString('base64')}`;

const open = portal.openSettled;

test('an application has a kind that is on sale, and a picture that was shown before sending', async () => {
  const page = await open('/app/badges');
  await button(page, 'Apply for a badge').click();
  await page.getByLabel('A public body').check();
  await page.getByLabel('Name as shown').fill('City of Example');
  await page.getByLabel('Handle').fill('city');
  await page.getByLabel('Website').fill('https://city.example');
  await page.getByLabel('Picture').setInputFiles(png());
  await page.locator(`dialog img[src="${dataUrl}"]`).waitFor();
  await button(page, 'Apply').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  const profile = { handle: 'city', displayName: 'City of Example', url: 'https://city.example' };
  expect(sent()).toEqual([['POST', '/v1/badges', { ...profile, kind: 'government', picture: dataUrl }]]);
});

test.each([
  ['of another kind', png(Buffer.from('<svg/>'), 'image/svg+xml'), 'Choose a PNG or a JPEG.'],
  ['larger than 1 MB', png(Buffer.alloc(1_000_001)), 'This file is larger than 1 MB'],
])('a picture %s is not sent, and the form says why until it is taken back', async (_, file, why) => {
  const page = await open('/app/badges/brandwatch');
  await button(page, 'Edit profile').click();
  await page.getByLabel('Picture').setInputFiles(file);
  await page.locator('dialog').getByText(why).waitFor();
  await button(page, 'Save changes').click();
  expect(sent()).toEqual([]);
  expect(await page.evaluate('document.activeElement.name')).toBe('picture');
  await button(page, 'Undo').click();
  await button(page, 'Save changes').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(sent()).toEqual([
    ['PATCH', '/v1/badges/brandwatch', { displayName: 'Brand "Watch" Ltd', url: 'https://brandwatch.example/' }],
  ]);
});

test('while a handle is typed, the field shows what is wrong with it, and then its address', async () => {
  const page = await open('/app/badges');
  await button(page, 'Apply for a badge').click();
  const hint = page.locator('dialog [aria-live]');
  for (const [typed, says] of [
    ['Acme', 'Lowercase letters only.'],
    ['ac me', 'Only a to z'],
    ['a'.repeat(31), '30 characters at most.'],
    ['acme_2', '/badges/acme_2'],
  ] as const) {
    await page.getByLabel('Handle').fill(typed);
    await hint.getByText(says).waitFor();
  }
});

test('a change of a public profile first warns that the mark will be hidden, and then hides it until the next review', async () => {
  const page = await open('/app/badges/brandwatch');
  await page.locator('#embed').waitFor();
  await button(page, 'Edit profile').click();
  await page.getByText('Your badge will be hidden during review').waitFor();
  await page.getByLabel('Name as shown').fill('Brand Watch');
  await button(page, 'Save changes').click();
  await page.locator('#standing').getByText('In review').waitFor();
  expect(await page.locator('#embed').count()).toBe(0);
});

test('the operator’s question is shown in their words, and answered', async () => {
  const page = await open('/app/badges/daily_mirror');
  await page.getByText('Which of the two newspapers').waitFor();
  await button(page, 'Answer').click();
  await page.getByLabel('Your answer').fill('The one in Cairo.');
  await button(page, 'Send answer').click();
  await page.locator('#standing').getByText('In review').waitFor();
  expect(sent()).toEqual([
    ['PATCH', '/v1/badges/daily_mirror', expect.objectContaining({ answer: 'The one in Cairo.' })],
  ]);
});

test('a refusal shows its reason, the deadline for an appeal and the day of the refund, and accepts one appeal', async () => {
  const page = await open('/app/badges/acme');
  expect(await page.locator('#standing').textContent()).toMatch(
    /does not name you.*until 5 Dec 2026.*refund your payment by 5 Dec 2026/,
  );
  await button(page, 'Appeal').click();
  await page.getByLabel('Your reasons').fill('It does since Monday.');
  await button(page, 'Send appeal').click();
  await page.getByText('You appealed on').waitFor();
  expect(sent()).toEqual([['POST', '/v1/badges/acme/appeal', { text: 'It does since Monday.' }]]);
  expect(await button(page, 'Appeal').count()).toBe(0);
});

test('the holder sees only the failed checks, each with advice', async () => {
  const page = await open('/app/badges/paypa1');
  const items = page.locator('#standing .checks li');
  expect(await items.count()).toBe(1);
  expect(await items.textContent()).toMatch(/Failed.*Picture.*did not answer.*choose another picture/);
});

test('a badge that moves to another handle keeps its page; a taken handle is an error next to the field', async () => {
  const page = await open('/app/badges/brandwatch');
  await button(page, 'Change handle').click();
  const handle = page.getByRole('textbox', { name: 'Handle' });
  await handle.fill('acme');
  await button(page, 'Save handle').click();
  await page.locator('.field-error', { hasText: 'This handle is taken.' }).waitFor();
  await handle.fill('watch');
  await button(page, 'Save handle').click();
  await page.waitForURL('**/app/badges/watch');
  await page.locator('#profile').getByText('@watch').waitFor();
});

test('a badge is deleted only after a confirmation, and then is gone from the list', async () => {
  const page = await open('/app/badges/brandwatch');
  await button(page, 'Delete badge').click();
  await button(page, 'Delete for good').click();
  await page.waitForURL('**/app/badges');
  await page.locator('#badges li').first().waitFor();
  expect(await page.locator('#badges').textContent()).not.toContain('Brand "Watch" Ltd');
  expect(sent()).toEqual([['DELETE', '/v1/badges/brandwatch', {}]]);
});

test('the mark is shown as it was chosen, and the code to copy shows that and has no script', async () => {
  const page = await open('/app/badges/brandwatch');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByRole('radio', { name: '64' }).check();
  await page.getByRole('radio', { name: 'PNG' }).check();
  await page.getByLabel('Right to left, in Arabic').check();
  const mark = '/badges/brandwatch.png?theme=dark&size=64&dir=rtl&lang=ar';
  await page.locator(`#embed img[src="${portal.site.origin}${mark}"]`).waitFor();
  await button(page, 'Copy embed code').click();
  await page.getByText('Copied.').waitFor();
  const code = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(code).toBe(
    `<a href="${portal.site.origin}/badges/brandwatch"><img src="${portal.site.origin}${mark.replaceAll('&', '&amp;')}" alt="Brand &quot;Watch&quot; Ltd" height="64"></a>`,
  );
});

test('the credential can be downloaded in each form, with a link to the check', async () => {
  const page = await open('/app/badges/brandwatch');
  const links = await page.locator('#credential a').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
  const address = encodeURIComponent(`${portal.site.origin}/badges/brandwatch`);
  expect(links).toEqual([
    ...['', '.svg', '.png'].map((form) => `/badges/brandwatch/credential${form}`),
    '/badges/brandwatch',
    `/badges/check?url=${address}`,
  ]);
});

test('the page says so if the badge is not the account’s, or could not be read', async () => {
  const page = await open('/app/badges/nobody');
  await page.getByText('You have no badge at this address.').waitFor();
  portal.site.faults.set('GET /v1/badges', refuse('unavailable', 'The table did not answer.'));
  await page.reload();
  await page.getByText('The table did not answer.').waitFor();
});
