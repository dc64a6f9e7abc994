import { beforeEach, expect, test } from 'vitest';
import { type BadgeWorld, badgeWorld } from '../credentials.ts';

let world: BadgeWorld;
let jwt: string;
beforeEach(async () => {
  world = await badgeWorld();
  await world.decide('approve');
  jwt = (await world.read('/badges/ada/credential')).text;
});

async function posted(form: FormData | URLSearchParams, path = '/badges/check') {
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer()).toString('base64');
  const headers = { 'content-type': encoded.headers.get('content-type')! };
  return world.app.request('POST', path, { headers, raw: { body, isBase64Encoded: true } });
}
const withFile = (bytes: Uint8Array<ArrayBuffer>) => {
  const form = new FormData();
  form.set('credential', '');
  form.set('file', new Blob([bytes]), 'badge');
  return form;
};
const asText = (credential: string) => new URLSearchParams({ credential });

test('a credential in force is genuine, as text, as a baked SVG and as a baked PNG; nothing of the answer is kept', async () => {
  const svg = (await world.read('/badges/ada/credential.svg')).bytes;
  const png = (await world.read('/badges/ada/credential.png')).bytes;
  for (const form of [asText(jwt), withFile(Uint8Array.from(svg)), withFile(Uint8Array.from(png))]) {
    const reply = await posted(form);
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(reply.text).toContain('This badge is genuine and valid.');
    expect(reply.text).toContain('href="/badges/ada"');
  }
});

test('a picture kept from before a change of name cannot be relied on at once, before any list says so', async () => {
  const svg = Uint8Array.from((await world.read('/badges/ada/credential.svg')).bytes);
  await world.rename('Somebody Else');
  const page = (await posted(withFile(svg))).text;
  expect(page).toContain('Don’t rely on this badge.');
  expect(page).toContain('The badge is no longer valid, or has another name.');
  await world.decide('approve');
  expect((await posted(withFile(svg))).text).toContain('Don’t rely on this badge.');
});

test('a text that is no credential is refused in either language, and never appears in the page', async () => {
  const hostile = '<script>alert(1)</script>';
  const english = await posted(asText(hostile));
  expect(english).toMatchObject({ status: 200 });
  expect(english.text).not.toContain('alert(1)');
  expect(english.text).toContain('It contains no readable credential');
  expect((await posted(asText(hostile), '/badges/check?lang=ar')).text).toContain('لا تعتمد على هذه الشارة.');
});

test('a body that is no form, an empty one, and a file that is too large are refused', async () => {
  expect((await posted(new URLSearchParams({}))).status).toBe(400);
  expect((await posted(withFile(new Uint8Array(301 * 1024)))).status).toBe(413);
  const headers = { 'content-type': 'application/json' };
  expect((await world.app.request('POST', '/badges/check', { headers, body: { credential: jwt } })).status).toBe(415);
  const torn = { 'content-type': 'multipart/form-data; boundary=x' };
  const raw = { body: '--y', isBase64Encoded: false };
  expect((await world.app.request('POST', '/badges/check', { headers: torn, raw })).status).toBe(400);
});
