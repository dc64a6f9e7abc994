import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallFailure, CallOutcome, OutgoingCall } from '../../../shared/http/call-out.ts';
import type { BadgeView } from '../../../shared/http/views.ts';
import { pixelsOf, pngOf, pngWith } from '../../support/picture-files.ts';
import { reviewWorld } from '../badge-review/world.ts';

const plain = (red: number) => pngWith(pixelsOf(80, 80, () => [red, 40, 90, 255]));
const uploaded = (file: Buffer) => `data:image/png;base64,${file.toString('base64')}`;
const address = 'https://ada.example/me.png?v=1';

let calls: OutgoingCall[];
let reply: CallOutcome;
let world: Awaited<ReturnType<typeof reviewWorld>>;
const answers = (body: Buffer, status = 200) => {
  reply = { ok: true, reply: { status, headers: {}, body } };
};
const fails = (failure: CallFailure) => {
  reply = { ok: false, failure };
};
const fetchPicture = async (call: OutgoingCall) => {
  calls.push(call);
  return reply;
};
beforeEach(async () => {
  calls = [];
  answers(plain(200));
  world = await reviewWorld({ fetchPicture });
  await world.paid();
});

const pictureCheck = ({ checks }: BadgeView) => checks.find(({ rule }) => rule === 'picture');
const shownPicture = () => world.app.request('GET', '/badges/ada/picture');
const kept = async () => {
  const application = (await world.app.deps.badges.find('ada'))!;
  return world.app.deps.pictures.find(application, application.pictureSha256 ?? '');
};

describe('a picture that is uploaded', () => {
  test('is kept as a copy, shown to its holder and the operator at once, and to the public only while it is verified', async () => {
    const applied = await world.apply({ picture: uploaded(plain(200)) });
    expect(applied.body).toMatchObject({ picture: null, pictureUrl: '/v1/badges/ada/picture' });
    expect(pictureCheck(applied.body)).toMatchObject({ outcome: 'passed' });
    expect((await world.holder.get('/v1/badges/ada/picture')).headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect((await world.other.get('/v1/badges/ada/picture')).status).toBe(404);
    const [queued] = await world.queue('in_review');
    expect((await world.operator.get(queued!.pictureUrl!)).status).toBe(200);
    expect((await shownPicture()).status).toBe(404);
    await world.decide('approve');
    const shown = await shownPicture();
    expect(shown).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=60' } });
    const headers = { 'if-none-match': shown.headers.etag! };
    expect((await world.app.request('GET', '/badges/ada/picture', { headers })).status).toBe(304);
    await world.change({ displayName: 'Ada L' });
    expect((await shownPicture()).status).toBe(404);
  });

  test('as another one suspends the badge and takes the place of the copy before; as the same one it changes nothing', async () => {
    await world.apply({ picture: uploaded(plain(200)) });
    await world.decide('approve');
    const before = (await world.app.deps.badges.find('ada'))!;
    expect((await world.change({ picture: uploaded(plain(200)) })).body).toMatchObject({ verified: true });
    expect(await world.app.deps.pictures.find(before, before.pictureSha256!)).not.toBeNull();
    expect((await world.change({ picture: uploaded(plain(10)) })).body).toMatchObject({ state: 'in_review' });
    expect(await world.app.deps.pictures.find(before, before.pictureSha256!)).toBeNull();
    expect(
      createHash('sha256')
        .update((await kept())!.bytes)
        .digest('hex'),
    ).toBe((await kept())!.sha256);
  });

  test.each([
    ['<svg onload="alert(1)"/>', 'must be a valid PNG or JPEG'],
    [pngOf(10_000, 5_000, []).toString('latin1'), 'must be a valid PNG or JPEG'],
    ['x'.repeat(1_000_001), 'must have at most 1000000 bytes'],
  ])('as bytes that are none is refused with one sentence, and nothing is changed', async (text, message) => {
    const picture = `data:image/png;base64,${Buffer.from(text, 'latin1').toString('base64')}`;
    const refused = await world.apply({ picture });
    expect(refused.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'picture', message }] });
    expect(await world.mine()).toEqual([]);
  });

  test.each([
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html,<b>',
    'javascript:alert(1)',
    'ftp://a.example/',
    '',
    7,
  ])('or given as %j is refused', async (picture) => {
    const refused = await world.apply({ picture });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'picture' }] } });
  });

  test('in a body beyond what a picture may have is 413', async () => {
    expect(await world.apply({ picture: 'x'.repeat(1_400_000) })).toMatchObject({ status: 413 });
  });

  test('goes with the application, and with the account', async () => {
    await world.apply({ picture: uploaded(plain(200)) });
    const { pictureSha256, ...owner } = (await world.app.deps.badges.find('ada'))!;
    expect((await world.holder.send('DELETE', '/v1/badges/ada')).status).toBe(204);
    expect(await world.app.deps.pictures.find(owner, pictureSha256!)).toBeNull();
  });
});

describe('a picture at an address', () => {
  test('is read once, and what is vouched for is the copy: what the address shows later changes nothing', async () => {
    const applied = await world.apply({ picture: address });
    expect(applied.body).toMatchObject({ picture: address, pictureUrl: '/v1/badges/ada/picture' });
    expect(calls).toMatchObject([{ method: 'GET', path: '/me.png?v=1', timeoutMs: 5_000 }]);
    await world.decide('approve');
    const first = await kept();
    answers(plain(1));
    expect((await shownPicture()).status).toBe(200);
    expect(await kept()).toEqual(first);
    expect(calls).toHaveLength(1);
    expect((await world.change({ picture: address })).body).toMatchObject({ state: 'in_review', verified: false });
  });

  test.each([
    ['does not answer', () => fails('unreachable')],
    ['leads inside', () => fails('not_public')],
    ['sends too much', () => fails('too_large')],
    ['answers 302', () => answers(Buffer.alloc(0), 302)],
    ['is no picture', () => answers(Buffer.from('<html>'))],
  ])('that %s makes an application all the same, with a check that says so', async (_, happens) => {
    happens();
    const applied = await world.apply({ picture: address });
    expect(applied).toMatchObject({ status: 201, body: { picture: address, pictureUrl: null, state: 'in_review' } });
    expect(pictureCheck(applied.body)).toMatchObject({ outcome: 'noted', detail: expect.stringContaining('No copy') });
  });

  test('over http is not read', async () => {
    const applied = await world.apply({ picture: 'http://ada.example/me.png' });
    expect(pictureCheck(applied.body)).toMatchObject({ outcome: 'noted' });
    expect(calls).toEqual([]);
  });
});
