import Stripe from 'stripe';
import * as z from 'zod';
import type { StripeMessage } from '../domain/billing/stripe-message.ts';
import { AppError } from '../errors.ts';
import { isoOf } from './subscriptions.ts';

const toleranceSeconds = 300;

/** The bytes of a webhook request and Stripe's signature of them. */
export type SignedBody = { readonly body: Buffer; readonly signature: string };

/**
 * Verifies a webhook over its raw body against any of the secrets (several during a rollover) and reads what the queue needs.
 * The SDK refuses a timestamp older than 5 minutes; one as far ahead is refused here, which the SDK does not do.
 * @throws AppError `invalid_signature` or `invalid_request`
 */
export function verifiedMessage({ body, signature }: SignedBody, secrets: readonly string[], now: Date): StripeMessage {
  const timestamp = header.exec(signature)?.[1];
  const genuine = timestamp !== undefined && secrets.some((secret) => isSignedBy(secret, { body, signature }, now));
  if (!genuine || Number(timestamp) - now.getTime() / 1000 > toleranceSeconds) {
    throw new AppError(
      'invalid_signature',
      'The signature does not match the body, or its time is more than 5 minutes off.',
    );
  }
  return messageOf(jsonOf(body));
}

function isSignedBy(secret: string, { body, signature }: SignedBody, now: Date): boolean {
  try {
    return (
      Stripe.webhooks.signature?.verifyHeader(body, signature, secret, toleranceSeconds, undefined, now.getTime()) ??
      false
    );
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

/** One time, then signatures by scheme: `t=1492774577,v1=5257a8…,v0=6ffbb5…`. The SDK fails on a signature that is empty. */
const header = /^t=(\d+)(?:,(?!t=)\w+=[^,=]+)+$/;

const id = z.string().max(255);
const reference = z.union([id, z.looseObject({ id })]).nullish();
const EventBody = z.looseObject({
  id,
  type: z.string().max(255),
  created: z.number().int(),
  livemode: z.boolean(),
  api_version: z.string().nullish(),
  data: z.looseObject({
    object: z.looseObject({
      id: id.nullish(),
      object: z.string(),
      customer: reference,
      charge: reference,
      invoice: reference,
      subscription: reference,
    }),
  }),
});

/** A thin event of API v2 names the object that it is about and says nothing of it. https://docs.stripe.com/event-destinations */
const ThinEventBody = z.looseObject({
  id,
  object: z.literal('v2.core.event'),
  type: z.string().max(255),
  created: z.iso.datetime({ offset: true }),
  livemode: z.boolean(),
  related_object: z.looseObject({ id }).nullish(),
});

/** The parts of a Stripe event that the queue needs, thin ones too. @throws AppError 400 when it is none */
export function messageOf(event: unknown): StripeMessage {
  const thin = ThinEventBody.safeParse(event);
  if (thin.success) return messageOfThin(thin.data);
  const parsed = EventBody.safeParse(event);
  if (!parsed.success) throw new AppError('invalid_request', 'The body is not a Stripe event.');
  const { id: eventId, type, created, livemode, api_version, data } = parsed.data;
  const customerId = data.object.object === 'customer' ? (data.object.id ?? null) : idOf(data.object.customer);
  return {
    id: eventId,
    type,
    createdAt: isoOf(created),
    livemode,
    apiVersion: api_version ?? null,
    objectId: data.object.id ?? null,
    customerId,
    via: customerId === null ? viaOf(data.object) : null,
  };
}

const messageOfThin = ({
  id: eventId,
  type,
  created,
  livemode,
  related_object: related,
}: z.infer<typeof ThinEventBody>): StripeMessage => ({
  id: eventId,
  type,
  createdAt: new Date(created).toISOString(),
  livemode,
  apiVersion: null,
  objectId: related?.id ?? null,
  customerId: null,
  via: null,
});

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not valid JSON.', { cause });
  }
}

type EventObject = z.infer<typeof EventBody>['data']['object'];

function viaOf(object: EventObject): StripeMessage['via'] {
  for (const kind of ['charge', 'invoice', 'subscription'] as const) {
    const found = object.object === kind ? (object.id ?? null) : idOf(object[kind]);
    if (found !== null) return { kind, id: found };
  }
  return null;
}

const idOf = (value: z.infer<typeof reference>): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);
