import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

/** A path in the quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The same look from a command line, for a page that reads with GET. The session cookie is named, never shown. */
export function Curl({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const command = `curl ${quoted(`${location.origin}${path}`)} --cookie "$TOLLGATE_SESSION"`;
  return (
    <details>
      <summary>{t('curl.show')}</summary>
      <div className="stack">
        <p className="small">{t('curl.cookie')}</p>
        <CodeBlock label={t('curl.show')}>{command}</CodeBlock>
        <div>
          <CopyButton text={command} label={t('curl.copy')} />
        </div>
      </div>
    </details>
  );
}
