import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import type { PagedQuery } from '../../ui/paged.tsx';
import type { ShownLine } from './timeline-csv.ts';

type TimelineNotesProps = {
  /** The time before which lines are shown, or ''. */
  readonly until: string;
  /** The invoices that Stripe does not give; null: it does. */
  readonly away: PagedQuery<ShownLine> | null;
  readonly onLatest: () => void;
};

/** Says of a timeline that it begins before a time, and that its invoices are missing. */
export function TimelineNotes({ until, away, onLatest }: TimelineNotesProps) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  return (
    <>
      {until && (
        <Note>
          <p>{t('requestSearch.until', { at: dateTime(until) })}</p>
          <Button onClick={onLatest}>{t('requestSearch.latest')}</Button>
        </Note>
      )}
      {away && (
        <Note tone="warn">
          <p>{t('timelineWords.invoicesAway')}</p>
          <Button busy={away.isFetching} onClick={() => void away.refetch()}>
            {t('common.retry')}
          </Button>
        </Note>
      )}
    </>
  );
}
