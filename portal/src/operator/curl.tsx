import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

/** A path in the quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

type Sent = { readonly method: string; readonly path: string; readonly body: object };

type CurlProps = {
  readonly path: string;
  /** Names what is read where a page has several. */
  readonly of?: string;
};

/** The same look from a command line, for a page that reads with GET. The session cookie is named, never shown. */
export const Curl = ({ path, of }: CurlProps) => (
  <Command text={`curl ${quoted(`${location.origin}${path}`)} --cookie "$TOLLGATE_SESSION"`} of={of} />
);

/** The same change from a command line, as its fields stand. */
export const ChangeCurl = ({ change: { method, path, body } }: { readonly change: Sent }) => (
  <Command
    text={[
      `curl -X ${method} ${quoted(`${location.origin}${path}`)} --cookie "$TOLLGATE_SESSION"`,
      `-H 'X-CSRF: 1' -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(body))}`,
    ].join(' \\\n  ')}
  />
);

type CommandProps = Pick<CurlProps, 'of'> & { readonly text: string };

function Command({ text, of }: CommandProps) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>
        {t('curl.show')}
        {of && ` · ${of}`}
      </summary>
      <div className="stack">
        <p className="small">{t('curl.cookie')}</p>
        <CodeBlock label={t('curl.show')}>{text}</CodeBlock>
        <div>
          <CopyButton text={text} label={t('curl.copy')} />
        </div>
      </div>
    </details>
  );
}
