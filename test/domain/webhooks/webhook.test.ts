import { describe, expect, it } from 'vitest';
import { disabledBy, mayReach, urlProblem } from '../../../shared/domain/webhooks/webhook.ts';

describe('the address of a webhook', () => {
  it.each(['https://example.com/hooks', 'https://example.com:8443/a?b=c', 'https://bücher.example/'])(
    'may be %s',
    (url) => expect(urlProblem(url, false)).toBeNull(),
  );

  it.each([
    'http://example.com/hooks',
    'ftp://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'example.com',
    '',
    'https://',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'https://example.com/#part',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://93.184.216.34/',
    'http://127.0.0.1:8080/',
  ])('may not be %s', (url) => expect(urlProblem(url, false)).toMatch(/^must /));

  it('may be on this machine in the local world only, and nowhere else inside', () => {
    expect(urlProblem('http://127.0.0.1:8080/hooks', true)).toBeNull();
    for (const url of ['http://localhost:8080/', 'http://10.0.0.1/', 'http://example.com/', 'https://127.0.0.1/'])
      expect(urlProblem(url, true), url).toMatch(/^must /);
    expect(mayReach(true)('127.0.0.1')).toBe(true);
    expect(mayReach(true)('10.0.0.1')).toBe(false);
    expect(mayReach(false)('127.0.0.1')).toBe(false);
    expect(mayReach(false)('93.184.216.34')).toBe(true);
  });
});

describe('a webhook', () => {
  const failingSince = '2026-11-20T12:00:00.000Z';

  it('is disabled at once when it answers 410', () => {
    expect(disabledBy({ failingSince: null }, { status: 410, at: new Date(failingSince) })).toBe('gone');
  });

  it.each([
    ['2026-11-25T11:59:59.999Z', null],
    ['2026-11-25T12:00:00.000Z', 'failing'],
  ])('that has done nothing but fail for five days at %s is disabled: %s', (at, because) => {
    expect(disabledBy({ failingSince }, { status: 500, at: new Date(at) })).toBe(because);
    expect(disabledBy({ failingSince }, { status: null, at: new Date(at) })).toBe(because);
  });
});
