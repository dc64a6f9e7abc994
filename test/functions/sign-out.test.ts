import { expect, test } from 'vitest';
import type { AuditView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';

test('a sign-out ends its session, and stands in the trail that its account reads', async () => {
  let nowMs = Date.parse('2026-11-30T12:00:00.000Z');
  const app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => new Date(nowMs) });
  const first = await signUp(app, 'ada@buyer.example');
  nowMs += 60_000;
  const second = await signUp(app, 'ada@buyer.example');
  nowMs += 60_000;
  expect((await first.send('DELETE', '/v1/session')).status).toBe(204);
  expect((await first.get('/v1/account')).status).toBe(401);
  expect((await first.send('DELETE', '/v1/session')).status).toBe(401);
  const { data } = (await second.get<Listing<AuditView>>('/v1/events')).body;
  expect(data.map(({ action }) => action)).toEqual(['session.ended', 'session.started', 'session.started']);
  expect(data[0]).toMatchObject({ at: '2026-11-30T12:02:00.000Z', actor: 'ada@buyer.example' });
});

test('a sign-out everywhere ends every session, and stands in the trail', async () => {
  const now = () => new Date('2026-11-30T12:00:00.000Z');
  const app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now });
  const first = await signUp(app, 'ada@buyer.example');
  const second = await signUp(app, 'ada@buyer.example');
  expect((await first.send('DELETE', '/v1/sessions')).status).toBe(204);
  for (const ended of [first, second]) expect((await ended.get('/v1/account')).status).toBe(401);
  const again = await signUp(app, 'ada@buyer.example');
  const { data } = (await again.get<Listing<AuditView>>('/v1/events')).body;
  expect(data).toContainEqual(expect.objectContaining({ action: 'session.all_ended', actor: 'ada@buyer.example' }));
});
