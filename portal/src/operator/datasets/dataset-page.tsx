import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { DatasetDetailView } from '../../../../shared/http/views.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { useMay } from '../may.ts';
import { type Act, ActDialog } from './act-dialog.tsx';
import { datasetPath, useDataset } from './datasets-api.ts';
import { HowToImport } from './how-to-import.tsx';
import { Standing } from './standing.tsx';
import { VersionTable } from './version-table.tsx';

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
