import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashesOf, parsePeppers } from '../../../shared/domain/keys/hash.ts';

const [old, current] = ['o'.repeat(32), 'c'.repeat(40)];
const messageOf = (json: string): string => {
  try {
    parsePeppers(json);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the hashes of a secret', () => {
  it('are HMAC-SHA-256 under every pepper, the highest version first', () => {
    const peppers = parsePeppers(JSON.stringify({ 2: old, 10: current }));
    const hmac = (pepper: string) => createHmac('sha256', pepper).update('tg_live_x').digest('base64url');
    expect(hashesOf('tg_live_x', peppers)).toEqual([`10:${hmac(current)}`, `2:${hmac(old)}`]);
  });

  it('keep finding what was stored under an older pepper after a new one was added', () => {
    const [stored] = hashesOf('tg_live_x', parsePeppers(JSON.stringify({ 1: old })));
    const later = hashesOf('tg_live_x', parsePeppers(JSON.stringify({ 1: old, 2: current })));
    expect(later).toContain(stored);
    expect(later[0]).not.toBe(stored);
  });

  it('differ by secret and by pepper, and show neither', () => {
    const under = (pepper: string, secret: string) => hashesOf(secret, parsePeppers(JSON.stringify({ 1: pepper })))[0]!;
    const all = [under(old, 'a'), under(old, 'b'), under(current, 'a'), under(current, 'b')];
    expect(new Set(all).size).toBe(4);
    expect(under(old, 'tg_live_x')).not.toMatch(/tg_live|oooo/);
  });
});

describe('peppers', () => {
  const allowed = 'key-peppers must be JSON such as {"1": "at least 32 random characters"}';

  it.each([
    ['not JSON', `${current}`],
    ['cut off', `{"1": "${current}`],
    ['empty', ''],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', JSON.stringify(current)],
    ['a list', JSON.stringify([current])],
    ['too short', JSON.stringify({ 1: 'x'.repeat(31) })],
    ['not text', JSON.stringify({ 1: 5 })],
    ['of a version that is no number', JSON.stringify({ one: current })],
    ['of a negative version', JSON.stringify({ '-1': current })],
    ['of a version written otherwise, which could hide another', JSON.stringify({ 1: old, '01': current })],
    ['of a version too large to be counted', JSON.stringify({ '9007199254740993': current })],
  ])('that are %s are refused with what is allowed, and without showing them', (_, json) => {
    expect(messageOf(json)).toBe(allowed);
  });

  it('hold at least one version', () => {
    expect(messageOf('{}')).toBe('key-peppers must hold at least one version');
    expect(messageOf(JSON.stringify({ 0: old }))).toBe('accepted');
  });
});
