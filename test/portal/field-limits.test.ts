import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fieldLimits } from '../../shared/http/field-limits.ts';
import { button, portalOfFile } from './portal-file.ts';
import { freshWorld } from './stub-world.ts';

const portal = portalOfFile();

const limitsOn = (page: Page, place = 'form') =>
  page
    .locator(`${place} input:is([type=text],[type=email],[type=url],:not([type])), ${place} textarea`)
    .evaluateAll((fields) =>
      Object.fromEntries(fields.map((field) => [field.getAttribute('name'), Number(field.getAttribute('maxlength'))])),
    );

test('fields of the forms take as many characters as the API does', async () => {
  portal.site.world.account = null;
  const page = await portal.open('/sign-up');
  await page.locator('form').waitFor();
  const { email, organization } = fieldLimits;
  expect(await limitsOn(page)).toEqual({ email, organization });

  portal.site.world = freshWorld();
  const signedIn = await portal.openSettled('/app/badges');
  await button(signedIn, 'Apply for a badge').click();
  const dialog = 'dialog[open]';
  await signedIn.locator(dialog).waitFor();
  const { displayName, webAddress } = fieldLimits;
  expect(await limitsOn(signedIn, dialog)).toMatchObject({ displayName, url: webAddress });
  await signedIn.keyboard.press('Escape');

  await signedIn.goto(`${portal.site.origin}/app/settings`);
  await button(signedIn, 'Add passkey').click();
  await signedIn.locator(dialog).waitFor();
  expect(await limitsOn(signedIn, dialog)).toMatchObject({ label: fieldLimits.passkeyLabel });
});

test('no field has a limit of its own: each takes one that the API has too', () => {
  const source = join(import.meta.dirname, '../../portal/src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  const limits = files.flatMap((name) =>
    [...readFileSync(join(source, name), 'utf8').matchAll(/maxLength(?:=\{|: )([\w.]+)/g)].map(([, limit]) => limit),
  );
  expect(limits.length).toBeGreaterThan(15);
  expect(limits.filter((limit) => !limit?.startsWith('fieldLimits.'))).toEqual([]);
});
