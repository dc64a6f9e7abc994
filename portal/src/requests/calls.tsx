import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Code, CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { curlOf } from './curl-of.ts';

/** Each request that is kept with its query and network address, and the first of them to send again. */
export function CallsOf({ request: { calls, count } }: { readonly request: RequestView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const [first] = calls;
  if (!first) {
    return (
      <Section id="calls" title={t('requestLog.calls')}>
        <p className="empty">{t('requestLog.notTold')}</p>
      </Section>
    );
  }
  const curl = curlOf(first.query, location.origin);
  return (
    <>
      <Section
        id="calls"
        title={t('requestLog.calls')}
        lead={count > calls.length ? t('requestLog.firstTold', { count, formatted: number(count) }) : undefined}
      >
        <ScrollTable
          lists
          caption={t('requestLog.calls')}
          head={[t('requestLog.query'), t('requestLog.address'), t('requestLog.column.when')]}
        >
          {calls.map(({ at, query, address }) => (
            <tr key={`${at} ${query}`}>
              <th scope="row" className="query">
                <Code>{query}</Code>
              </th>
              <td>
                <Code>{address}</Code>
              </td>
              <td className="nowrap">{dateTime(at)}</td>
            </tr>
          ))}
        </ScrollTable>
      </Section>
      <Section
        id="curl"
        title={t('requestLog.again')}
        lead={t('sample.lead')}
        actions={<CopyButton text={curl} label={t('requestLog.copy')} />}
      >
        <CodeBlock label={t('requestLog.again')}>{curl}</CodeBlock>
      </Section>
    </>
  );
}
