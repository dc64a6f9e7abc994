import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { RequestView } from '../../../shared/http/views.ts';
import { RequireSession } from '../account/require-session.tsx';
import { isProblem } from '../api/problem.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { CallsOf } from './calls.tsx';
import { logAddress } from './log-address.ts';
import { useRequest } from './log-api.ts';
import { Refused } from './refused.tsx';
import { RequestFacts } from './request-facts.tsx';

/** `/app/requests/{id}`: one request, or refused ones of a key for one reason, close together in time. */
export default function RequestPage() {
  const { t } = useTranslation();
  return <RequireSession title={t('requestLog.one')}>{() => <One />}</RequireSession>;
}

function One() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useRequest(id);
  const isGone = isProblem(query.error, 'not_found');
  const title = t(query.data && query.data.count > 1 ? 'requestLog.oneOfSeveral' : 'requestLog.one');
  return (
    <Page title={title} lead={isGone ? t('requestLog.gone') : undefined}>
      <p>
        <Link to="/app/requests">{t('requestLog.back')}</Link>
      </p>
      {!isGone && (
        <Loaded query={query} lines={8}>
          {(request) => <Parts request={request} />}
        </Loaded>
      )}
    </Page>
  );
}

function Parts({ request }: { readonly request: RequestView }) {
  const { t } = useTranslation();
  const { key, reason, status } = request;
  return (
    <div className="dashboard dashboard-single">
      {reason !== null && <Refused code={reason} />}
      <RequestFacts request={request} />
      <CallsOf request={request} />
      <p className="small">
        <Link to={logAddress({ status: status === 'refused' ? 'refused' : 'served', key })}>
          {t('requestLog.othersOfKey')}
        </Link>
      </p>
    </div>
  );
}
