import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { type ShownLine, timelineCsv } from './timeline-csv.ts';

/** Saves the lines that are shown; nothing is read again. */
export function SaveTimeline({ id, lines }: { readonly id: string; readonly lines: readonly ShownLine[] }) {
  const { t } = useTranslation();
  const save = () => saveCsv(`timeline-${id}`, timelineCsv(lines));
  return <Button onClick={save}>{t('consoleOrganization.csv')}</Button>;
}
