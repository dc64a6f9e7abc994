import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

type CommandProps = { readonly label: string; readonly text: string };

/** A command for the operator's own machine, which the console does not run, to be copied. */
export function CommandLine({ label, text }: CommandProps) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <p className="small">{label}</p>
      <CodeBlock label={label}>{text}</CodeBlock>
      <div>
        <CopyButton text={text} label={t('commandLine.copy', { label })} />
      </div>
    </div>
  );
}
