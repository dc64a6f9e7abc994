import { addMonths } from './time.ts';

/** Prefixes of Stripe's ids, the longer of two first. */
const prefixes =
  'upcoming_in|sub_sched|sub|si|cs_test|cs|cus|inpay|in|il|ii|pi|ch|py|pyr|pm|card|price|prod|evt_test|evt|clock|re|dp|du|mtr|promo|di|seti|we|ed_test|ed|bpc|bps|req|acct|txi|cn|rk_test|whsec';
const ids = new RegExp(`\\b(${prefixes})_([A-Za-z0-9]{8,})\\b`, 'g');
/** Padding to a length, which depends on the run's token. */
const padding = /(.)\1{40,}/g;
const isoTimes = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
const addresses = /https?:\/\/\S+/g;

/** Fields that are another in each account and year. */
const varying = ['expMonth', 'expYear', 'fingerprint'];

/** Gives ids, times and addresses names that are the same in every run. */
export type Names = {
  /** `value` with names in place of what differs from run to run; any JSON. */
  of(value: unknown): unknown;
  /** Whether a text mentions an object that was seen in this case. */
  knows(text: string): boolean;
};

/** `run` is the token of this run; `start` the case's first instant, in epoch seconds, null where times are the account's own. */
export function namesOf(input: {
  readonly run: string;
  readonly start: number | null;
  readonly known: ReadonlyMap<string, string>;
}): Names {
  const { run, start, known } = input;
  const given = new Map<string, string>(known);
  const counts = new Map<string, number>();
  const nameOf = (id: string, prefix: string): string => {
    const name = given.get(id) ?? `${prefix}:${(counts.get(prefix) ?? 0) + 1}`;
    if (!given.has(id)) {
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
      given.set(id, name);
    }
    return name;
  };
  const time = (seconds: number) => (start === null ? 'time' : timeName(seconds, start));
  const text = (value: string): string =>
    value
      .replace(padding, '$1…')
      .replace(addresses, 'address')
      .replaceAll(run, 'RUN')
      .replace(isoTimes, (at) => time(Date.parse(at) / 1000))
      .replace(ids, (id, prefix: string) => nameOf(id, prefix));
  const of = (value: unknown): unknown => {
    if (typeof value === 'number') return isTime(value) ? time(value) : value;
    if (typeof value === 'string') return isTime(Number(value)) ? time(Number(value)) : text(value);
    if (Array.isArray(value)) return value.map(of);
    if (value === null || typeof value !== 'object') return value;
    const kept = Object.entries(value).filter(([key]) => !varying.includes(key));
    return Object.fromEntries(kept.map(([key, each]) => [text(key), of(each)]));
  };
  return { of, knows: (found) => [...found.matchAll(ids)].some(([id]) => given.has(id)) };
}

/** Epoch seconds from 2017 to 2096; no amount of a case is as large. */
const isTime = (value: number): boolean => Number.isInteger(value) && value > 1_500_000_000 && value < 4_000_000_000;

/** So long before the next month, times are told from there. */
const nearNext = 86_400;

/** Until so long after a month's middle, times are told from there: months differ in length. */
const nearHalf = 8 * 86_400;

/** To ten minutes, since Stripe does what is due some minutes late: `+1mo`, `+1mo+1h`, `+0.5mo`, `-1d`. */
function timeName(seconds: number, start: number): string {
  if (seconds < start) return `-${spanName(start - seconds) || '0'}`;
  let months = 0;
  while (addMonths(start, months + 1) <= seconds + 300) months++;
  const begin = addMonths(start, months);
  const next = addMonths(start, months + 1);
  if (next - seconds < nearNext) return `+${months + 1}mo-${spanName(next - seconds)}`;
  const half = (next - begin) / 2;
  const isAfterHalf = seconds - begin > half - 600 && seconds - begin < half + nearHalf;
  const name = months + (isAfterHalf ? 0.5 : 0);
  const span = spanName(Math.max(0, seconds - begin - (isAfterHalf ? half : 0)));
  return `+${[...(name > 0 ? [`${name}mo`] : []), ...(span ? [span] : [])].join('+') || '0'}`;
}

function spanName(seconds: number): string {
  const tens = Math.round(seconds / 600);
  const [days, hours, minutes] = [Math.floor(tens / 144), Math.floor((tens % 144) / 6), (tens % 6) * 10];
  return `${days ? `${days}d` : ''}${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}`;
}
