import { useTranslation } from 'react-i18next';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { timelineCsv } from './timeline-csv.ts';

/** Saves the lines that are shown; nothing is read again. */
export function SaveTimeline({ id, lines }: { readonly id: string; readonly lines: readonly TimelineLineView[] }) {
  const { t } = useTranslation();
  const save = () => saveCsv(`timeline-${id}`, timelineCsv(lines));
  return <Button onClick={save}>{t('consoleOrganization.csv')}</Button>;
}
