import { daysLater } from '../usage/usage-address.ts';

/** The kinds of things by which the page narrows the trail. */
export const kinds = [
  'key',
  'app',
  'webhook',
  'subscription',
  'spend_cap',
  'badge',
  'licence',
  'use_case',
  'pack',
  'member',
  'organization',
  'session',
  'passkey',
  'signing_key',
] as const;

/** Parts of the filter of activity, as its address has them; an empty text where it does not narrow. `until` is the last day. */
export const narrowing = ['kind', 'key', 'actor', 'from', 'until'] as const;

/** The filter of activity. */
export type Wanted = { readonly [name in (typeof narrowing)[number]]: string };

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** As much of an address as is about activity. A kind that is none and a text that is no day are left out. */
export function wantedIn(params: URLSearchParams): Wanted {
  const text = (name: string) => params.get(name) ?? '';
  const day = (name: string) => (isDay(text(name)) ? text(name) : '');
  return {
    kind: kinds.find((kind) => kind === text('kind')) ?? '',
    ...{ key: text('key'), actor: text('actor'), from: day('from'), until: day('until') },
  };
}

const said = (parts: object) =>
  new URLSearchParams(Object.entries(parts).filter((part): part is [string, string] => part[1] !== ''));

/** The address of activity with this filter. */
export function activityAddress(wanted: Partial<Wanted>): string {
  const params = said(wanted);
  return params.size === 0 ? '/app/activity' : `/app/activity?${params}`;
}

/** The path of the trail in the API, of which `to` is the day after the last one. */
export function activityPath({ until, ...others }: Wanted): string {
  const params = said({ ...others, to: until && daysLater(until, 1) });
  return params.size === 0 ? '/v1/events' : `/v1/events?${params}`;
}
