import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatsOf } from '../../../portal/src/i18n/locale-formats.ts';
import { sayIn, type Words } from '../words.ts';
import { type Day, type Part, PartDays, parts, type Work } from './part-days.tsx';

/** The island's whole input. */
export type HistoryProps = { readonly language: 'en' | 'ar'; readonly words: Words };

/** The state of the service as `/public/status.json` tells it, each minute anew. Times are ISO-8601 UTC. */
type Published = {
  readonly checkedAt: string;
  /** `up`: null while nothing is measured. A file of an earlier version lacks some parts. */
  readonly parts: Readonly<Partial<Record<Part, { readonly up: boolean | null; readonly days: readonly Day[] }>>>;
  readonly work?: Work;
  readonly incidents: readonly { readonly part: Part; readonly from: string; readonly until: string | null }[];
  /** Milliseconds, the newest last. */
  readonly recentMs: readonly number[];
};

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
        <PartDays key={part} part={part} state={status.parts[part]} work={status.work} shown={shown} />
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
