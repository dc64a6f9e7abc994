import { createHash } from 'node:crypto';
import type { Grant } from '../billing/grant.ts';
import { inLanguage } from '../catalog/localized.ts';
import type { Notice } from '../mail/message.ts';
import { type EventType, outboundEvents } from './event-types.ts';

/** The data of an event, as JSON has it. */
export type EventData = {
  readonly [name: string]: string | number | boolean | null | EventData | readonly EventData[];
};

/**
 * A fact about an account, as webhooks receive it. Its id names the occasion, so that a job which finds it again announces it under the same id; `at` is an ISO-8601 UTC time.
 */
export type WebhookEvent = {
  readonly id: string;
  readonly type: EventType;
  readonly accountId: string;
  readonly at: string;
  readonly data: EventData;
};

/** No dot, which separates what is signed. */
export const eventIdOf = (accountId: string, occasion: string): string =>
  `evt_${createHash('sha256')
    .update(JSON.stringify([accountId, occasion]))
    .digest('base64url')
    .slice(0, 24)}`;

type Events = typeof outboundEvents;
type DataOfMail<Kind> = Omit<Extract<Notice, { readonly kind: Kind }>, 'id' | 'kind'>;
/** The fields of data as an entry names them: with a question mark where one may be absent. */
type Fields<Data> = { [Name in keyof Data & string as object extends Pick<Data, Name> ? `${Name}?` : Name]: string };
/** An event of a mail names exactly the fields of the mail's data; of any other, nothing can be compared. */
type Compared<Entry> = Entry extends { readonly mail: infer Kind; readonly data: infer Named }
  ? Kind extends Notice['kind']
    ? keyof Named extends keyof Fields<DataOfMail<Kind>>
      ? { readonly mail: Kind; readonly data: Fields<DataOfMail<Kind>> }
      : never
    : never
  : object;

/** A notice that webhooks receive too. */
export type EventNotice = Extract<Notice, { readonly kind: Extract<Events[EventType], { mail: string }>['mail'] }>;

const typeOf = Object.fromEntries(
  Object.entries(outboundEvents satisfies { [Type in EventType]: Compared<Events[Type]> }).flatMap(([type, entry]) =>
    'mail' in entry ? [[entry.mail, type]] : [],
  ),
) as Readonly<Record<EventNotice['kind'], EventType>>;

/** The event of a notice: its id names the same occasion, its data is the mail's, in English. */
export function noticeEvent(accountId: string, { id, kind, ...data }: EventNotice, at: string): WebhookEvent {
  return { id: eventIdOf(accountId, `notice:${id}`), type: typeOf[kind], accountId, at, data: inLanguage(data, 'en') };
}

type Granted = { readonly accountId: string; readonly version: number; readonly at: string };

/** The event of an account whose access changed with a version of its billing item: all grants that it has now. */
export const accessEvent = ({ accountId, version, at }: Granted, grants: readonly Grant[]): WebhookEvent => ({
  ...{ id: eventIdOf(accountId, `access:${version}`), type: 'access.changed', accountId, at },
  data: {
    version,
    grants: grants
      .filter(({ kind }) => kind !== 'limits')
      .map(({ kind, id, status, paidUntil, graceUntil }) => ({ kind, id, status, paidUntil, graceUntil })),
  },
});

/** The bytes that are signed and sent, as JSON (Standard Webhooks, "Payload structure"). */
export const payloadOf = ({ type, at, accountId, data }: WebhookEvent): string =>
  JSON.stringify({ type, timestamp: at, data: { accountId, ...data } });
