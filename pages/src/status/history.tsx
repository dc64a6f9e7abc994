import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatsOf } from '../../../portal/src/i18n/locale-formats.ts';
import { sayIn, type Words } from '../words.ts';

/** The island's whole input. */
export type HistoryProps = { readonly language: 'en' | 'ar'; readonly words: Words };

type Part = 'api' | 'data';
type Day = { readonly day: string; readonly checks: number; readonly up: number };

/** The state of the service as `/public/status.json` tells it, each minute anew. Times are ISO-8601 UTC. */
type Published = {
  readonly checkedAt: string;
  readonly parts: Readonly<Record<Part, { readonly up: boolean; readonly days: readonly Day[] }>>;
  readonly incidents: readonly { readonly part: Part; readonly from: string; readonly until: string | null }[];
  /** Milliseconds, the newest last. */
  readonly recentMs: readonly number[];
};

const parts = ['api', 'data'] as const;
const shownIncidents = 10;

type Shown = ReturnType<typeof formatsOf> & { readonly say: ReturnType<typeof sayIn> };

/** Ninety days of each part, incidents and durations. Until the state is read, and where it cannot be, it says so. */
export function History({ language, words }: HistoryProps) {
  const shown = useMemo(() => ({ say: sayIn(language, words), ...formatsOf(language) }), [language, words]);
  const [status, setStatus] = useState<Published | null>(null);
  useEffect(() => {
    fetch('/public/status.json')
      .then((response) => (response.ok ? response.json() : null))
      .then(setStatus)
      .catch(() => setStatus(null));
  }, []);
  if (!status) return <p class="card">{shown.say('status.noHistory')}</p>;
  return (
    <div class="card section">
      {parts.map((part) => (
        <PartDays key={part} part={part} days={status.parts[part].days} shown={shown} />
      ))}
      <p class="small">
        {shown.say('status.durations', {
          p50: atQuantile(status.recentMs, 0.5),
          p99: atQuantile(status.recentMs, 0.99),
        })}{' '}
        {shown.say('status.checkedAt', { moment: shown.dateTime(status.checkedAt) })}
      </p>
      <h3>{shown.say('status.incidents')}</h3>
      <Incidents incidents={status.incidents} shown={shown} />
    </div>
  );
}

/** A bar a day: full where every look found the part up. The share of all looks stands beside. */
function PartDays({
  part,
  days,
  shown,
}: {
  readonly part: Part;
  readonly days: readonly Day[];
  readonly shown: Shown;
}) {
  const checks = days.reduce((sum, day) => sum + day.checks, 0);
  const up = days.reduce((sum, day) => sum + day.up, 0);
  const name = shown.say(`status.published.${part}`);
  const share = checks === 0 ? '–' : percent.format(up / checks);
  return (
    <div class="part-days">
      <p>
        <strong>{name}</strong> <span>{shown.say('status.up', { share })}</span>
      </p>
      <svg viewBox="0 0 360 24" preserveAspectRatio="none" role="img">
        <title>{`${name}: ${share}`}</title>
        {days.map(({ day, checks: all, up: good }, i) => (
          <rect
            key={day}
            class={good < all ? 'day-down' : 'day-up'}
            x={(90 - days.length + i) * 4}
            y={0}
            width={3}
            height={24}
          >
            <title>{`${shown.date(day)}: ${percent.format(all === 0 ? 0 : good / all)}`}</title>
          </rect>
        ))}
      </svg>
    </div>
  );
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });

function Incidents({ incidents, shown }: { readonly incidents: Published['incidents']; readonly shown: Shown }) {
  if (incidents.length === 0) return <p>{shown.say('status.noIncidents')}</p>;
  return (
    <ul>
      {incidents.slice(0, shownIncidents).map(({ part, from, until }) => (
        <li key={`${part} ${from}`}>
          {shown.say(until === null ? 'status.since' : 'status.fromUntil', {
            part: shown.say(`status.published.${part}`),
            from: shown.dateTime(from),
            until: until === null ? '' : shown.dateTime(until),
          })}
        </li>
      ))}
    </ul>
  );
}

/** The duration that this share of the requests did not exceed, in milliseconds. */
function atQuantile(durations: readonly number[], share: number): number {
  const sorted = durations.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}
