import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';
import { freshWorld } from './stub-world.ts';

const portal = portalOfFile();
const pem =
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAF0vZ3+r95PAoLLaSrTh6zRzrcyr2OL46cX/B6au2aeI=\n-----END PUBLIC KEY-----';
const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

test('a public key is added as PEM or as a JWK, and a wrong one is told beside its field', async () => {
  portal.site.world = freshWorld();
  const page = await portal.openSettled('/app/keys');
  await page.getByText('You sign no requests.').waitFor();
  expect(await button(page, 'Refuse unsigned reads').count()).toBe(0);
  const dialog = page.getByRole('dialog');
  for (const given of ['ssh-ed25519 AAAA', pem, JSON.stringify(jwk)]) {
    if ((await dialog.count()) === 0) await button(page, 'Add a public key').click();
    await dialog.getByLabel('Name').fill('Signer');
    await dialog.getByLabel('Public key').fill(given);
    await button(page, 'Add a public key').last().click();
    if (given.startsWith('ssh')) await dialog.getByText('must be an Ed25519 public key, as a JWK or as PEM').waitFor();
    else await dialog.waitFor({ state: 'detached' });
  }
  expect(portal.sent().map(([, , body]) => body)).toMatchObject([{}, { publicKey: pem }, { publicKey: jwk }]);
  expect(await page.locator('#signing li').count()).toBe(2);
});

test('unsigned reads are refused after a warning, and then the last key is not removed', async () => {
  const page = await portal.openSettled('/app/keys');
  await page.getByText('Unsigned reads with live keys are served.').waitFor();
  await button(page, 'Refuse unsigned reads').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Check first that all your programs sign.').waitFor();
  await button(page, 'Refuse unsigned reads').last().click();
  await page.getByText('Unsigned reads with live keys are refused.').waitFor();
  await button(page, 'Remove the key Production signer').click();
  await button(page, 'Remove').last().click();
  await dialog.getByText('Add another one first.').waitFor();
  expect(portal.sent().map(([method, path]) => `${method} ${path}`)).toEqual([
    'PUT /v1/signing-keys/rule',
    'DELETE /v1/signing-keys/kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  ]);
});

test('a developer sees the keys that sign, and changes none', async () => {
  portal.site.world.account!.role = 'developer';
  const page = await portal.openSettled('/app/keys');
  await page.locator('#signing').getByText('Production signer').waitFor();
  expect(await page.locator('#signing button').count()).toBe(0);
});
