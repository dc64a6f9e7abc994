/** The kinds of requests that the log lists, one at a time. */
export const kinds = ['refused', 'served'] as const;

/** The filter of the log, as its address has it; an empty text where it does not narrow. `until` is the last day. */
export type Wanted = {
  readonly status: (typeof kinds)[number];
  readonly key: string;
  readonly app: string;
  readonly dataset: string;
  readonly reason: string;
  readonly from: string;
  readonly until: string;
};

/** Parts of the filter that narrow the log. */
export const narrowing = ['key', 'app', 'dataset', 'reason', 'from', 'until'] as const;

const dayMs = 86_400_000;
/** Refused requests are kept for as many days; the API refuses an earlier `from`. */
const keptDays = 30;
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** As much of an address as is about the log. A text that is no day is left out. */
export function wantedIn(params: URLSearchParams): Wanted {
  const text = (name: string) => params.get(name) ?? '';
  const day = (name: string) => (isDay(text(name)) ? text(name) : '');
  const status = params.get('status') === 'served' ? 'served' : 'refused';
  return {
    ...{ status, key: text('key'), app: text('app'), dataset: text('dataset') },
    ...{ reason: status === 'refused' ? text('reason') : '', from: day('from'), until: day('until') },
  };
}

/** The address of the log with this filter. */
export function logAddress(wanted: Partial<Wanted>): string {
  const said = Object.entries(wanted).filter(([, value]) => value !== '' && value !== 'refused');
  return said.length === 0 ? '/app/requests' : `/app/requests?${new URLSearchParams(said)}`;
}

/** The first day of which refused requests are kept. */
export const keptFrom = (now: Date): string => dayOf(now.getTime() - keptDays * dayMs);

/** The path of the log in the API, of which `to` is the day after the last one. */
export function logPath({ status, until, from, ...others }: Wanted, now: Date): string {
  const isKept = status === 'served' || from >= keptFrom(now);
  const to = until && dayOf(Date.parse(until) + dayMs);
  const said = Object.entries({ status, ...others, from: isKept ? from : '', to }).filter(([, value]) => value !== '');
  return `/v1/requests?${new URLSearchParams(said)}`;
}
