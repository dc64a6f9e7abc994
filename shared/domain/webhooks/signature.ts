import { createHmac } from 'node:crypto';

const prefix = 'whsec_';
/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

/** A new signing secret, as its receiver is shown it. */
export const mintSigningSecret = (randomBytes: (count: number) => Uint8Array): string =>
  prefix + Buffer.from(randomBytes(secretBytes)).toString('base64');

/** One delivery to sign. */
export type Signed = {
  /** The event's id: the same at every try. */
  readonly id: string;
  /** When it is tried. */
  readonly at: Date;
  readonly body: string;
  /** Each signs, so that a receiver may know one of two during a rotation. */
  readonly secrets: readonly string[];
};

/** The headers that prove who sent `body` and when (Standard Webhooks 1.0, "Signature scheme": HMAC-SHA256, `v1`). */
export function signatureHeaders({ id, at, body, secrets }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret)}`).join(' '),
  };
}
