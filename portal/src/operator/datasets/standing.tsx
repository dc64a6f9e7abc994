import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DatasetDetailView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Note } from '../../ui/note.tsx';
import { DatasetState, Newest } from './dataset-state.tsx';

/** The version that readers get now, in words, with the last change and its reason. */
export function Standing({ dataset }: { readonly dataset: DatasetDetailView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { state, waiting, newestDay, changedAt, reason } = dataset;
  const tone = state === 'withdrawn' ? 'bad' : waiting ? 'warn' : 'plain';
  return (
    <Note tone={tone}>
      <p>
        <DatasetState dataset={dataset} />
        {newestDay && (
          <>
            {t('consoleDatasets.newest')} <Newest day={newestDay} />
          </>
        )}
      </p>
      {state === 'withdrawn' && <p>{t('consoleDatasets.withdrawnMeans')}</p>}
      {state === 'served' && waiting && <p>{t('consoleDatasets.pinnedMeans')}</p>}
      {changedAt && (
        <p className="small">
          {t('consoleDatasets.changed', { at: dateTime(changedAt) })} <bdi>{reason}</bdi>{' '}
          <Link to="/console/trail">{t('consoleDatasets.toTrail')}</Link>
        </p>
      )}
    </Note>
  );
}
