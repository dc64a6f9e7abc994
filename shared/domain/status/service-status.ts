/** The parts of the service whose state is published. `api`: the public address answers. `data`: what admits calls answers, and every dataset is there. */
export const statusParts = ['api', 'data'] as const;
/** One of `statusParts`. */
export type StatusPart = (typeof statusParts)[number];

/** A UTC day of a part: how often it was looked at, and how often it was up. A day without looks is missing. */
export type StatusDay = { readonly day: string; readonly checks: number; readonly up: number };

/** A time in which a part was down. `until`: null while it is. */
export type Incident = { readonly part: StatusPart; readonly from: string; readonly until: string | null };

/** The state of the service for everybody: the file `/public/status.json`, written each minute. Times are ISO-8601 UTC. */
export type ServiceStatus = {
  readonly checkedAt: string;
  readonly parts: Readonly<Record<StatusPart, { readonly up: boolean; readonly days: readonly StatusDay[] }>>;
  /** The newest first. */
  readonly incidents: readonly Incident[];
  /** `publishedAt`: null where nothing is published. */
  readonly datasets: readonly { readonly id: string; readonly publishedAt: string | null }[];
  /** Durations of the latest requests to the public address, the newest last. */
  readonly recentMs: readonly number[];
};

/** The findings of one look. `apiMs`: null where the public address did not answer. */
export type StatusLook = {
  readonly apiMs: number | null;
  readonly isDataUp: boolean;
  readonly datasets: ServiceStatus['datasets'];
};

const keptDays = 90;
const keptIncidents = 50;
const keptDurations = 60;

/** The status after a look. It keeps 90 days of each part, 50 incidents and 60 durations. */
export function statusAfter(before: ServiceStatus | null, look: StatusLook, now: Date): ServiceStatus {
  const checkedAt = now.toISOString();
  const isUp = { api: look.apiMs !== null, data: look.isDataUp };
  const partOf = (part: StatusPart) => ({
    up: isUp[part],
    days: daysAfter(before?.parts[part]?.days ?? [], isUp[part], checkedAt.slice(0, 10)),
  });
  const durations = [...(before?.recentMs ?? []), ...(look.apiMs === null ? [] : [look.apiMs])];
  return {
    checkedAt,
    parts: { api: partOf('api'), data: partOf('data') },
    incidents: statusParts
      .reduce((all, part) => incidentsAfter(all, { part, up: isUp[part], at: checkedAt }), before?.incidents ?? [])
      .slice(0, keptIncidents),
    datasets: look.datasets,
    recentMs: durations.slice(-keptDurations),
  };
}

function daysAfter(days: readonly StatusDay[], up: boolean, day: string): StatusDay[] {
  const last = days.at(-1);
  const today = last?.day === day ? last : { day, checks: 0, up: 0 };
  const earlier = last?.day === day ? days.slice(0, -1) : days;
  return [...earlier, { day, checks: today.checks + 1, up: today.up + (up ? 1 : 0) }].slice(-keptDays);
}

type Seen = { readonly part: StatusPart; readonly up: boolean; readonly at: string };

/** A part that is down begins an incident, and one that is up ends its own. */
function incidentsAfter(incidents: readonly Incident[], { part, up, at }: Seen): readonly Incident[] {
  const open = incidents.find((each) => each.part === part && each.until === null);
  if (up) return open ? incidents.map((each) => (each === open ? { ...open, until: at } : each)) : incidents;
  return open ? incidents : [{ part, from: at, until: null }, ...incidents];
}
