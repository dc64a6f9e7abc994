import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../ui/code.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

const command = 'npm run catalog -- push';

/** The command that pushes the catalogue: a step of the deployment, which the console does not take. */
export function HowToPush() {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('catalogueDiff.push')}</p>
      <CodeBlock label={t('catalogueDiff.command')}>{command}</CodeBlock>
      <div>
        <CopyButton text={command} label={t('catalogueDiff.copy')} />
      </div>
    </>
  );
}
