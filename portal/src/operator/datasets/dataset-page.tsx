import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DatasetDetailView, DatasetVersionView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Note } from '../../ui/note.tsx';
import { Absent, ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { useMay } from '../may.ts';
import { ReasonDialog } from '../reason-form.tsx';
import { DatasetState, Newest } from './dataset-state.tsx';
import { datasetPath, publishVersion, useDataset, withdraw } from './datasets-api.ts';
import { HowToImport } from './how-to-import.tsx';

/** `/console/datasets/{id}`: the versions of a dataset, with the one that readers get; owners publish and withdraw. */
export default function DatasetPage() {
  const { id = '' } = useParams();
  return (
    <div className="stack">
      <ConsoleLoaded query={useDataset(id)}>{(dataset) => <Versions dataset={dataset} />}</ConsoleLoaded>
      <HowToImport id={id} />
    </div>
  );
}

/** The act whose reason is asked for: a version to publish, or a withdrawal. */
type Act = DatasetVersionView | 'withdraw';

function Versions({ dataset }: { readonly dataset: DatasetDetailView }) {
  const { t, i18n } = useTranslation();
  const mayChange = useMay('owner');
  const [act, setAct] = useState<Act>();
  const { id, title, state, versions } = dataset;
  return (
    <Section
      id="dataset"
      title={title[i18n.language === 'ar' ? 'ar' : 'en']}
      lead={t('consoleDatasets.versionsLead')}
      actions={
        mayChange &&
        state === 'served' && <Button onClick={() => setAct('withdraw')}>{t('consoleDatasets.withdraw')}</Button>
      }
    >
      <p>
        <Link to="/console/datasets">{t('consoleDatasets.title')}</Link> · <Code>{id}</Code> ·{' '}
        <Link to={`/console/requests?dataset=${encodeURIComponent(id)}`}>{t('consoleDatasets.readers')}</Link>
      </p>
      <Standing dataset={dataset} />
      {versions.length === 0 ? (
        <p className="empty">{t('consoleDatasets.noVersions')}</p>
      ) : (
        <VersionTable dataset={dataset} onPublish={mayChange ? setAct : undefined} />
      )}
      <Curl path={datasetPath(id)} />
      {act && <ActDialog dataset={dataset} act={act} onClose={() => setAct(undefined)} />}
    </Section>
  );
}

function Standing({ dataset }: { readonly dataset: DatasetDetailView }) {
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

const columns = ['version', 'records', 'size', 'imported', 'act'] as const;

type TableProps = {
  readonly dataset: DatasetDetailView;
  readonly onPublish: ((version: DatasetVersionView) => void) | undefined;
};

function VersionTable({ dataset: { versions }, onPublish }: TableProps) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  return (
    <ScrollTable
      lists
      caption={t('consoleDatasets.versions')}
      head={columns.map((column) => t(`consoleDatasets.column.${column}`))}
    >
      {versions.map((each) => (
        <tr key={each.version}>
          <th scope="row">
            <Code>{each.version}</Code>
          </th>
          <td>{number(each.records)}</td>
          <td>{t('consoleDatasets.kilobytes', { formatted: number(Math.ceil(each.bytes / 1_000)) })}</td>
          <td className="nowrap">{dateTime(each.importedAt)}</td>
          <td>
            {each.isServed && <Tag tone="good">{t('consoleDatasets.state.served')}</Tag>}
            {!each.isServed && onPublish && (
              <Button
                label={t('consoleDatasets.publishOne', { version: each.version })}
                onClick={() => onPublish(each)}
              >
                {t('consoleDatasets.publish')}
              </Button>
            )}
            {!each.isServed && !onPublish && <Absent />}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

type ActDialogProps = { readonly dataset: DatasetDetailView; readonly act: Act; readonly onClose: () => void };

function ActDialog({ dataset, act, onClose }: ActDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isWithdrawal = act === 'withdraw';
  const done = () => {
    onClose();
    void client.invalidateQueries({ queryKey: ['admin', 'datasets'] });
  };
  return (
    <ReasonDialog
      title={t(isWithdrawal ? 'consoleDatasets.withdraw' : 'consoleDatasets.publish')}
      section="dataset"
      submitLabel={t(isWithdrawal ? 'consoleDatasets.withdraw' : 'consoleDatasets.publish')}
      kind={isWithdrawal ? 'danger' : 'primary'}
      act={(reason) => (isWithdrawal ? withdraw(dataset, reason) : publishVersion(dataset, act.version, reason))}
      onDone={done}
      onClose={onClose}
    >
      <p>
        {isWithdrawal
          ? t('consoleDatasets.withdrawMeans')
          : t(act === dataset.versions[0] ? 'consoleDatasets.publishNewest' : 'consoleDatasets.publishMeans')}
      </p>
    </ReasonDialog>
  );
}
