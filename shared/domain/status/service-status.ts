import { noPulses, type Pulses, workingNow } from './pulse.ts';

/**
 * The parts of the service whose state is published. `api`: the public address answers. `data`: what admits calls answers, and every dataset is there.
 * `webhooks`, `mail`, `billing`: by the notes of the functions that do the work.
 */
export const statusParts = ['api', 'data', 'webhooks', 'mail', 'billing'] as const;
/** One of `statusParts`. */
export type StatusPart = (typeof statusParts)[number];

/** A UTC day of a part: how often it was measured, once a minute, and how often it was up. A day without a measurement is missing. */
export type StatusDay = { readonly day: string; readonly checks: number; readonly up: number };

/** A time in which a part was down. `until`: null while it is. */
export type Incident = { readonly part: StatusPart; readonly from: string; readonly until: string | null };

/** How fresh a dataset is: when it was published, its records, and the day of its newest one. Null where nothing is published, or no record has a day. */
export type DatasetStatus = {
  readonly id: string;
  readonly publishedAt: string | null;
  readonly records: number | null;
  readonly newestDay: string | null;
};

/** The state of the service for everybody: the file `/public/status.json`, written each minute. Times are ISO-8601 UTC. */
export type ServiceStatus = {
  readonly checkedAt: string;
  /** `up`: null while nothing is measured. */
  readonly parts: Readonly<Record<StatusPart, { readonly up: boolean | null; readonly days: readonly StatusDay[] }>>;
  /** The latest notes of the functions that tell webhooks, send mail and handle Stripe’s events. */
  readonly work: Pulses;
  /** The newest first. */
  readonly incidents: readonly Incident[];
  readonly datasets: readonly DatasetStatus[];
  /** Durations of the latest requests to the public address, the newest last. */
  readonly recentMs: readonly number[];
};

/** The findings of one look. `apiMs`: null where the public address did not answer. */
export type StatusLook = {
  readonly apiMs: number | null;
  readonly isDataUp: boolean;
  readonly datasets: ServiceStatus['datasets'];
  /** Null: the notes cannot be read. */
  readonly pulses: Pulses | null;
};

const keptDays = 90;
const keptIncidents = 50;
const keptDurations = 60;

/** The status after a look. It keeps 90 days of each part, 50 incidents and 60 durations. */
export function statusAfter(before: ServiceStatus | null, look: StatusLook, now: Date): ServiceStatus {
  const checkedAt = now.toISOString();
  const work = look.pulses ?? before?.work ?? noPulses;
  const isUp = { api: look.apiMs !== null, data: look.isDataUp, ...workingNow(look.pulses ?? noPulses, now) };
  const partOf = (part: StatusPart) => ({
    up: isUp[part],
    days: daysAfter(before?.parts[part]?.days ?? [], isUp[part], checkedAt.slice(0, 10)),
  });
  const durations = [...(before?.recentMs ?? []), ...(look.apiMs === null ? [] : [look.apiMs])];
  return {
    checkedAt,
    parts: {
      api: partOf('api'),
      data: partOf('data'),
      webhooks: partOf('webhooks'),
      mail: partOf('mail'),
      billing: partOf('billing'),
    },
    work,
    incidents: statusParts
      .reduce((all, part) => incidentsAfter(all, { part, up: isUp[part], at: checkedAt }), before?.incidents ?? [])
      .slice(0, keptIncidents),
    datasets: look.datasets,
    recentMs: durations.slice(-keptDurations),
  };
}

function daysAfter(days: readonly StatusDay[], up: boolean | null, day: string): readonly StatusDay[] {
  if (up === null) return days;
  const last = days.at(-1);
  const today = last?.day === day ? last : { day, checks: 0, up: 0 };
  const earlier = last?.day === day ? days.slice(0, -1) : days;
  return [...earlier, { day, checks: today.checks + 1, up: today.up + (up ? 1 : 0) }].slice(-keptDays);
}

type Seen = { readonly part: StatusPart; readonly up: boolean | null; readonly at: string };

/** A part that is down begins an incident, and one that is up ends its own. One that is not measured does neither. */
function incidentsAfter(incidents: readonly Incident[], { part, up, at }: Seen): readonly Incident[] {
  if (up === null) return incidents;
  const open = incidents.find((each) => each.part === part && each.until === null);
  if (up) return open ? incidents.map((each) => (each === open ? { ...open, until: at } : each)) : incidents;
  return open ? incidents : [{ part, from: at, until: null }, ...incidents];
}
