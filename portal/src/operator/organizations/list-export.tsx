import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrganizationRowView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { allRows, maxExported, type Wanted } from './list-api.ts';
import { organizationsCsv } from './organizations-csv.ts';

/** Saves the whole list as a file; it is read again, page after page. */
export function ExportAll({ wanted }: { readonly wanted: Wanted }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const save = useMutation({
    mutationFn: () => allRows(wanted),
    onSuccess: ({ rows, more }) => {
      saveCsv('organizations', organizationsCsv(rows));
      announce(t(more ? 'organizationList.savedFirst' : 'organizationList.saved', { number: number(rows.length) }));
    },
  });
  return (
    <>
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        {t('organizationList.export')}
      </Button>
      <ProblemNote error={save.error} />
      {save.data?.more && <p className="small">{t('organizationList.savedFirst', { number: number(maxExported) })}</p>}
    </>
  );
}

type ChosenProps = { readonly rows: readonly OrganizationRowView[]; readonly onNone: () => void };

/** Things to do with several organizations at once. None of them changes anything. */
export function Chosen({ rows, onNone }: ChosenProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <div className="button-row">
      <p role="status">{rows.length > 0 && t('organizationList.chosen', { number: number(rows.length) })}</p>
      {rows.length > 0 && (
        <>
          <CopyButton text={rows.map(({ id }) => id).join('\n')} label={t('organizationList.copyIds')} />
          <Button onClick={() => saveCsv('organizations-chosen', organizationsCsv(rows))}>
            {t('organizationList.exportChosen')}
          </Button>
          <Button onClick={onNone}>{t('organizationList.none')}</Button>
        </>
      )}
    </div>
  );
}
