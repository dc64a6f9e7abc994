import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { CommandLine } from '../command.tsx';

/** The commands that import a version: they read the operator’s own files, and say the line and the reason of a mistake. */
export function HowToImport({ id }: { readonly id?: string }) {
  const { t } = useTranslation();
  const bucket = 'DATASET_BUCKET=NAME';
  const name = id ?? 'ID';
  return (
    <Section id="import" title={t('consoleDatasets.import')} lead={t('consoleDatasets.importLead')}>
      <CommandLine
        label={t('consoleDatasets.importFile')}
        text={`${bucket} node cli/dataset.ts add FILE --id ${name}`}
      />
      <CommandLine
        label={t('consoleDatasets.importMore')}
        text={`${bucket} node cli/dataset.ts add FILE --id ${name} --append`}
      />
    </Section>
  );
}
