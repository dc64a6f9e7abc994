/** The ways to break usage down. By day it is a table of the bars. */
export const groupings = ['key', 'app', 'dataset', 'status', 'day'] as const;
/** A way to break usage down. */
export type Grouping = (typeof groupings)[number];

/** The usage that a page shows, as its address has it; empty texts where it does not narrow. `to` is the day after the last one. */
export type Wanted = {
  readonly from: string;
  readonly to: string;
  readonly by: Grouping;
  readonly key: string;
  readonly dataset: string;
};

const dayMs = 86_400_000;
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The UTC day of a time. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The UTC day so many days later. */
export const daysLater = (day: string, days: number): string => dayOf(Date.parse(day) + days * dayMs);

/** As much of an address as is about usage. A text that is no day is left out, and so is an end before its start. */
export function wantedIn(params: URLSearchParams): Wanted {
  const text = (name: string) => params.get(name) ?? '';
  const day = (name: string) => (isDay(text(name)) ? text(name) : '');
  const by = groupings.find((each) => each === text('by')) ?? 'key';
  const [from, to] = [day('from'), day('to')];
  return { from, to: to !== '' && to <= from ? '' : to, by, key: text('key'), dataset: text('dataset') };
}

const said = (wanted: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''));

/** The query of the page that shows this. */
export const queryOf = ({ by, ...others }: Wanted): URLSearchParams => said({ ...others, by: by === 'key' ? '' : by });

/** One question for the bars and the break-down together: by day and by what was chosen. */
export const usagePath = ({ by, ...others }: Wanted): string =>
  `/v1/usage?${said({ ...others, by: by === 'day' ? 'day' : `day,${by}` })}`;

/** The question for every day before another, of the same key and dataset. */
export const daysBeforePath = (day: string, { key, dataset }: Wanted): string =>
  `/v1/usage?${said({ to: day, by: 'day', key, dataset })}`;

/** Ranges that need no dates, by the number of their last days. */
export const lastDays = [7, 30, 90] as const;

/** The last days through today. */
export function rangeOfLast(days: number, now: Date): Pick<Wanted, 'from' | 'to'> {
  const to = daysLater(dayOf(now.getTime()), 1);
  return { from: daysLater(to, 0 - days), to };
}
