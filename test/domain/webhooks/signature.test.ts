import { describe, expect, it } from 'vitest';
import { mintSigningSecret, signatureHeaders } from '../../../shared/domain/webhooks/signature.ts';

describe('the headers of a webhook', () => {
  it('are those of the reference implementation for the same message', () => {
    const headers = signatureHeaders({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_999),
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('carry a signature of each secret, a blank between them', () => {
    const secrets = [1, 2].map((byte) => mintSigningSecret((count) => Buffer.alloc(count, byte)));
    const message = { id: 'evt_1', at: new Date(0), body: '{}' };
    const [first, second] = secrets.map(
      (each) => signatureHeaders({ ...message, secrets: [each] })['webhook-signature'],
    );
    expect(signatureHeaders({ ...message, secrets })['webhook-signature']).toBe(`${first} ${second}`);
    expect(first).not.toBe(second);
  });
});

describe('a signing secret', () => {
  it('is 32 random bytes in base64 after whsec_', () => {
    const secret = mintSigningSecret((count) => Buffer.alloc(count, 0xfb));
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(secret.slice(6), 'base64')).toEqual(Buffer.alloc(32, 0xfb));
  });
});
