import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { DatasetRowView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Absent, ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { ConsoleLoaded } from '../listing.tsx';
import { DatasetState, Newest } from './dataset-state.tsx';
import { datasetsPath, useDatasets } from './datasets-api.ts';
import { HowToImport } from './how-to-import.tsx';

const columns = ['dataset', 'state', 'records', 'newest', 'imported'] as const;

/** `/console/datasets`: the datasets of the catalogue, with the version that readers get and how fresh it is. */
export default function DatasetsPage() {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Section id="datasets" title={t('consoleDatasets.title')} lead={t('consoleDatasets.lead')}>
        <ConsoleLoaded query={useDatasets()}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="empty">{t('consoleDatasets.none')}</p>
            ) : (
              <ScrollTable
                lists
                caption={t('consoleDatasets.title')}
                head={columns.map((column) => t(`consoleDatasets.column.${column}`))}
              >
                {data.map((dataset) => (
                  <Row key={dataset.id} dataset={dataset} />
                ))}
              </ScrollTable>
            )
          }
        </ConsoleLoaded>
        <Curl path={datasetsPath} />
      </Section>
      <HowToImport />
    </div>
  );
}

function Row({ dataset }: { readonly dataset: DatasetRowView }) {
  const { i18n } = useTranslation();
  const { dateTime, number } = useFormat();
  const { id, title, served, newestDay } = dataset;
  return (
    <tr>
      <th scope="row">
        <Link to={`/console/datasets/${encodeURIComponent(id)}`}>
          <bdi>{title[i18n.language === 'ar' ? 'ar' : 'en']}</bdi>
        </Link>
        <span className="small">
          <Code>{id}</Code>
        </span>
      </th>
      <td>
        <DatasetState dataset={dataset} />
      </td>
      <td>{served ? number(served.records) : <Absent />}</td>
      <td>{newestDay ? <Newest day={newestDay} /> : <Absent />}</td>
      <td className="nowrap">{served ? dateTime(served.importedAt) : <Absent />}</td>
    </tr>
  );
}
