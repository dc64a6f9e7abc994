import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { kinds, logAddress } from '../../requests/log-address.ts';
import { LogRow } from '../../requests/log-row.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useRequestsOfKey } from './key-api.ts';

/** The last requests of a key, refused ones first; the log has all of them. */
export function KeyRequests({ apiKey: { id, environment } }: { readonly apiKey: KeyDetailView }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const status = params.get('status') === 'served' ? 'served' : 'refused';
  const choose = (kind: string) => {
    const next = new URLSearchParams(params);
    if (kind === 'served') next.set('status', kind);
    else next.delete('status');
    setParams(next, { replace: true });
  };
  return (
    <Section
      id="requests"
      title={t('keyPage.requests')}
      actions={<Link to={logAddress({ status, key: id })}>{t('keyPage.allRequests')}</Link>}
    >
      <div className="stack">
        <Segments
          legend={t('requestLog.kind')}
          options={kinds.map((value) => ({ value, label: t(`requestLog.are.${value}`) }))}
          value={status}
          onChange={choose}
        />
        <Loaded query={useRequestsOfKey(id, status)} lines={5}>
          {({ data }) =>
            data.length === 0 ? (
              <p className="empty">
                {status === 'served' && environment === 'test' ? t('keyPage.testReads') : t(`keyPage.none.${status}`)}
              </p>
            ) : (
              <ScrollTable
                lists
                caption={t('keyPage.requests')}
                head={(['request', 'state', 'when'] as const).map((name) => t(`requestLog.column.${name}`))}
              >
                {data.map((request) => (
                  <LogRow key={request.id} request={request} />
                ))}
              </ScrollTable>
            )
          }
        </Loaded>
      </div>
    </Section>
  );
}
