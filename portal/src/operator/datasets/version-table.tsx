import { useTranslation } from 'react-i18next';
import type { DatasetDetailView, DatasetVersionView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Absent, ScrollTable } from '../../ui/scroll-table.tsx';
import { Tag } from '../../ui/tag.tsx';

const columns = ['version', 'records', 'size', 'imported', 'act'] as const;

type TableProps = {
  readonly dataset: DatasetDetailView;
  readonly onPublish: ((version: DatasetVersionView) => void) | undefined;
};

/** The imports of a dataset, the newest first. Owners publish any that is not served. */
export function VersionTable({ dataset: { versions }, onPublish }: TableProps) {
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
