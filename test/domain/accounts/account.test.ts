import { expect, it } from 'vitest';
import { linkMinutes, normalEmail, sessionDays } from '../../../shared/domain/accounts/account.ts';

it.each(['ada@example.com', ' Ada@Example.COM ', '\tADA@EXAMPLE.COM\n'])(
  '%j is one address, however it is typed',
  (typed) => {
    expect(normalEmail(typed)).toBe('ada@example.com');
    expect(normalEmail(normalEmail(typed))).toBe(normalEmail(typed));
  },
);

it('addresses that differ otherwise stay apart', () => {
  expect(normalEmail('a.da+x@example.com')).toBe('a.da+x@example.com');
});

it('a sign-in link is good for 15 minutes, a session for a week', () => {
  expect([linkMinutes, sessionDays]).toEqual([15, 7]);
});
