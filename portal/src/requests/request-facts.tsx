import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RequestReceiptView, RequestView } from '../../../shared/http/views.ts';
import { useAppName, useApps } from '../apps/apps-api.ts';
import { useResourceTitle } from '../catalog/resource-title.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Code } from '../ui/code.tsx';
import { Section } from '../ui/section.tsx';
import { State } from './state.tsx';

/** A fact of a request; nothing where there is none. */
const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** Its state, time, key, app and dataset; what it cost, and the receipt that proves it. */
export function RequestFacts({ request }: { readonly request: RequestView }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const titleOf = useResourceTitle();
  const { from, to, dataset, status, units, records, bytes, receipt, id } = request;
  return (
    <Section id="facts" title={t('requestLog.facts')}>
      <dl className="facts">
        <Fact name={t('requestLog.column.state')}>
          <State request={request} />
        </Fact>
        <Fact name={t('requestLog.column.when')}>
          {from === to ? dateTime(to) : t('requestLog.between', { from: dateTime(from), to: dateTime(to) })}
        </Fact>
        <Owner request={request} />
        <Fact name={t('requestLog.by.dataset')}>
          {dataset === '-' ? t('requestLog.noDataset') : <bdi>{titleOf(dataset)}</bdi>}
        </Fact>
        {status !== 'refused' && (
          <Fact name={t('requestLog.costs')}>
            {t('requestLog.cost', { count: units, formatted: number(units) })}
            <p className="small">{t('requestLog.costHint')}</p>
          </Fact>
        )}
        {records !== null && <Fact name={t('requestLog.records')}>{number(records)}</Fact>}
        {bytes !== null && (
          <Fact name={t('requestLog.size')}>{t('requestLog.bytes', { count: bytes, formatted: number(bytes) })}</Fact>
        )}
        {receipt && <Receipt receipt={receipt} />}
        <Fact name={t('requestLog.id')}>
          <Code>{id}</Code>
        </Fact>
      </dl>
    </Section>
  );
}

/** The key and the app that asked. */
function Owner({ request }: { readonly request: RequestView }) {
  const { t } = useTranslation();
  const key = useKeys().data?.find(({ id }) => id === request.key);
  const app = useApps().data?.find(({ id }) => id === request.app);
  const nameOf = useAppName();
  return (
    <>
      <Fact name={t('requestLog.by.key')}>
        {key ? (
          <>
            <Link to={`/app/keys/${encodeURIComponent(key.id)}`}>
              <bdi>{key.label}</bdi>
            </Link>{' '}
            <Code>{key.start}…</Code>
          </>
        ) : (
          <Code>{request.key}</Code>
        )}
      </Fact>
      <Fact name={t('requestLog.by.app')}>{app ? <bdi>{nameOf(app)}</bdi> : <Code>{request.app}</Code>}</Fact>
    </>
  );
}

/** Where the ledger has it, and which seal proves it. */
function Receipt({ receipt: { instance, segment, index, seal } }: { readonly receipt: RequestReceiptView }) {
  const { t } = useTranslation();
  return (
    <Fact name={t('requestLog.receipt')}>
      <Code>
        {instance}/{segment}/{index}
      </Code>
      <p className="small">
        {t('requestLog.receiptHint', { seal: String(seal) })} <Link to="/app/evidence">{t('requestLog.evidence')}</Link>
      </p>
    </Fact>
  );
}
