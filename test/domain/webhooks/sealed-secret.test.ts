import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parsePeppers } from '../../../shared/domain/keys/hash.ts';
import { encryptedSecret, opened } from '../../../shared/domain/webhooks/sealed-secret.ts';

const keysOf = (...versions: readonly number[]) =>
  parsePeppers(
    JSON.stringify(Object.fromEntries(versions.map((each) => [each, String(each).repeat(40)]))),
    'webhook-keys',
  );
const context = 'webhook:acct-1:hook-1';
const secret = 'whsec_c2VjcmV0';
const seal = (keys = keysOf(1)) => encryptedSecret(secret, keys, { context, randomBytes });

describe('a sealed secret', () => {
  it('opens to what was sealed, and shows nothing of it', () => {
    const stored = seal();
    expect(opened(stored, keysOf(1), context)).toBe(secret);
    expect(stored).not.toContain(secret.slice(6));
    expect(seal()).not.toBe(stored);
  });

  it('is sealed by the highest version, and opens as long as its own is there', () => {
    expect(seal(keysOf(1, 2))).toMatch(/^2\./);
    expect(opened(seal(keysOf(1)), keysOf(1, 2), context)).toBe(secret);
    expect(() => opened(seal(keysOf(1)), keysOf(2), context)).toThrow('webhook-keys lacks version 1');
  });

  it('opens for nothing else than it was sealed for', () => {
    expect(() => opened(seal(), keysOf(1), 'webhook:acct-2:hook-1')).toThrow();
  });

  it('does not open once any bit of it was changed', () => {
    const bytes = Buffer.from(seal().slice(2), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => opened(`1.${changed.toString('base64url')}`, keysOf(1), context), `bit ${bit}`).toThrow();
    }
  });

  it('that is cut short does not open', () => {
    for (const length of [0, 5, 12, 20, 28])
      expect(() =>
        opened(
          `1.${Buffer.from(seal().slice(2), 'base64url').subarray(0, length).toString('base64url')}`,
          keysOf(1),
          context,
        ),
      ).toThrow();
  });
});
