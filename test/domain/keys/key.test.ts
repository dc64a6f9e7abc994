import { expect, it } from 'vitest';
import { type ApiKey, isInForce } from '../../../shared/domain/keys/key.ts';

const key: ApiKey = {
  id: 'key_1',
  accountId: 'acc_1',
  label: 'laptop',
  environment: 'live',
  start: 'tg_live_abcd',
  app: 'default',
  scopes: [],
  cidrs: [],
  createdAt: '2026-11-01T00:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
};

const end = '2026-11-24T12:00:00.000Z';

it.each([
  ['for ever, where nothing ends it', {}, '2099-01-01T00:00:00.000Z', true],
  ['before it expires', { expiresAt: end }, '2026-11-24T11:59:59.999Z', true],
  ['not at the moment it expires', { expiresAt: end }, end, false],
  ['not after it expired', { expiresAt: end }, '2026-11-24T12:00:00.001Z', false],
  ['not from the moment it is revoked', { revokedAt: end }, end, false],
  ['before a revocation whose time is to come', { revokedAt: end }, '2026-11-24T11:59:59.999Z', true],
  ['not once revoked, though it expires later', { revokedAt: end, expiresAt: '2099-01-01T00:00:00.000Z' }, end, false],
  ['not once expired, though revoked later', { expiresAt: end, revokedAt: '2099-01-01T00:00:00.000Z' }, end, false],
  ['not where its end cannot be read', { expiresAt: 'soon' }, '2026-11-01T00:00:00.000Z', false],
])('a key is in force %s', (_, changes, now, expected) => {
  expect(isInForce({ ...key, ...changes }, new Date(now))).toBe(expected);
});
