import { expect, test } from 'vitest';
import type { AdminBadgeView, BadgeView } from '../../shared/http/views.ts';
import { buy, call, freshEmail, signUp } from '../support/client.ts';
import { chunk, pixelsOf, pngWith } from '../support/picture-files.ts';

const place = 'GPS 52.5200 N';
const file = pngWith(
  pixelsOf(900, 600, (x, y) => [x & 255, y & 255, 120, 255]),
  [chunk('tEXt', Buffer.from(`Comment\0${place}`))],
);

test('an uploaded picture is drawn anew, seen by the operator and shown while the badge is verified; lookalike handles are refused', async () => {
  const handle = `modern_${process.pid}`;
  const [operator, holder] = [await signUp('operator@example.com'), await signUp(freshEmail('pictured'))];
  await buy(holder, 'verified');
  const profile = { kind: 'person', displayName: 'Ada', url: 'https://ada.example' };
  const picture = `data:image/png;base64,${file.toString('base64')}`;
  const applied = await holder.send<BadgeView>('POST', '/v1/badges', { ...profile, handle, picture });
  expect(applied.body.checks.map(({ rule, outcome }) => `${rule} ${outcome}`)).toContain('picture passed');
  expect((await call(`/badges/${handle}/picture`)).status).toBe(404);
  expect((await operator.get(`/v1/admin/badges/${handle}/picture`)).status).toBe(200);
  await operator.send<AdminBadgeView>('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' });

  const shown = await call<string>(`/badges/${handle}/picture`);
  expect(shown.status).toBe(200);
  expect(['image/png', 'image/jpeg']).toContain(shown.headers.get('content-type'));
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(String(shown.body)).not.toContain(place);

  const other = await signUp(freshEmail('alike'));
  const alike = await other.send('POST', '/v1/badges', { ...profile, handle: `m0dem_${process.pid}` });
  expect(alike).toMatchObject({ status: 409, body: { code: 'handle_confusable' } });
  await holder.send('PATCH', `/v1/badges/${handle}`, { picture: null });
  expect((await call(`/badges/${handle}/picture`)).status).toBe(404);
});
