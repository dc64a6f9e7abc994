import type { formatsOf } from '../../../portal/src/i18n/locale-formats.ts';
import type { sayIn } from '../words.ts';

/** The parts of the service whose state is published. */
export const parts = ['api', 'data', 'webhooks', 'mail', 'billing'] as const;
/** One of `parts`. */
export type Part = (typeof parts)[number];

/** A UTC day: how often the part was measured, once a minute, and how often it was up. */
export type Day = { readonly day: string; readonly checks: number; readonly up: number };

type Beat = { readonly at: string; readonly oldestAt: string | null } | null;
/** The latest notes of the functions that do the work. Times are ISO-8601 UTC. */
export type Work = {
  readonly webhooks: Beat;
  readonly mail: { readonly sentAt: string | null; readonly refusedAt: string | null };
  readonly billing: Beat;
};

type Shown = ReturnType<typeof formatsOf> & { readonly say: ReturnType<typeof sayIn> };

type PartDaysProps = {
  readonly part: Part;
  readonly state: { readonly up: boolean | null; readonly days: readonly Day[] } | undefined;
  readonly work: Work | undefined;
  readonly shown: Shown;
};

/** A part now, and a bar a day: full where every look found it up. The share of all looks and each day with downtime stand beside. */
export function PartDays({ part, state, work, shown }: PartDaysProps) {
  const days = state?.days ?? [];
  const checks = days.reduce((sum, day) => sum + day.checks, 0);
  const up = days.reduce((sum, day) => sum + day.up, 0);
  const name = shown.say(`status.published.${part}`);
  const share = checks === 0 ? '–' : percent.format(up / checks);
  return (
    <div class="part-days">
      <p>
        <strong>{name}</strong> <Now up={state?.up ?? null} shown={shown} />{' '}
        {checks > 0 && <span>{shown.say('status.up', { share })}</span>}
      </p>
      <p class="small">{factOf(part, work, shown)}</p>
      <svg viewBox="0 0 360 24" preserveAspectRatio="none" role="img">
        <title>{`${name}: ${share}`}</title>
        {days.map((each, i) => (
          <rect
            key={each.day}
            class={each.up < each.checks ? 'day-down' : 'day-up'}
            x={(90 - days.length + i) * 4}
            y={0}
            width={3}
            height={24}
          >
            <title>{sayDay(each, shown)}</title>
          </rect>
        ))}
      </svg>
      <DownDays days={days} shown={shown} />
    </div>
  );
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });

function Now({ up, shown: { say } }: { readonly up: boolean | null; readonly shown: Shown }) {
  if (up === null) return <span class="tag">{say('status.unmeasured')}</span>;
  return up ? (
    <span class="tag tag-good">{say('status.isUp')}</span>
  ) : (
    <span class="tag tag-bad">{say('status.isDown')}</span>
  );
}

/** The measurement in words; nothing where there is none. */
function factOf(part: Part, work: Work | undefined, { say, dateTime }: Shown): string {
  switch (part) {
    case 'api':
    case 'data':
      return say(`status.measured.${part}`);
    case 'mail': {
      const { sentAt, refusedAt } = work?.mail ?? { sentAt: null, refusedAt: null };
      return [
        ...(sentAt ? [say('status.mailSent', { moment: dateTime(sentAt) })] : []),
        ...(refusedAt ? [say('status.mailRefused', { moment: dateTime(refusedAt) })] : []),
      ].join(' ');
    }
    default: {
      const beat = work?.[part];
      if (!beat) return '';
      return beat.oldestAt === null
        ? say(`status.nothingWaits.${part}`)
        : say(`status.waitsSince.${part}`, { moment: dateTime(beat.oldestAt) });
    }
  }
}

/** The part is looked at once a minute, so each look that found it down is a minute. */
const sayDay = ({ day, checks, up }: Day, { say, date }: Shown): string =>
  checks === up
    ? say('status.dayUp', { day: date(day) })
    : say('status.dayDown', { day: date(day), count: checks - up });

/** The days with downtime in words, the newest first; nothing where there is none. */
function DownDays({ days, shown }: { readonly days: readonly Day[]; readonly shown: Shown }) {
  const down = days.filter(({ checks, up }) => up < checks).toReversed();
  if (down.length === 0) return null;
  return (
    <details>
      <summary>{shown.say('status.downDays', { count: down.length })}</summary>
      <ul>
        {down.map((each) => (
          <li key={each.day}>{sayDay(each, shown)}</li>
        ))}
      </ul>
    </details>
  );
}
