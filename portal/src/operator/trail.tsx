import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { operatorRoles } from '../../../shared/domain/accounts/operator.ts';
import type { AuditView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { knownAction } from '../trail/actions.ts';
import { Code } from '../ui/code.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { PagedListing } from './listing.tsx';
import { useTrail } from './operator-api.ts';

const columns = ['what', 'detail', 'who', 'when'] as const;

/** The trail of the operators on the deployment or, with `?account=`, of everybody on that account. */
export default function Trail() {
  const { t } = useTranslation();
  const account = useSearchParams()[0].get('account') ?? undefined;
  const lead = account ? t('operator.trail.leadAccount', { account }) : t('operator.trail.lead');
  const own = account && <Link to="/console/trail">{t('operator.trail.backToOwn')}</Link>;
  return (
    <Section id="trail" title={t('operator.trail.title')} lead={lead} actions={own}>
      <PagedListing query={useTrail(account)} empty={t('operator.trail.none')}>
        {(lines) => (
          <ScrollTable
            lists
            caption={t('operator.trail.title')}
            head={columns.map((column) => t(`operator.trail.${column}`))}
          >
            {lines.map((line) => (
              <TrailRow key={line.id} line={line} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
    </Section>
  );
}

function TrailRow({ line: { action, actor, at, detail } }: { readonly line: AuditView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const name = knownAction(action);
  const { operatorRole, reason, ...rest } = detail;
  const role = operatorRoles.find((each) => each === operatorRole);
  return (
    <tr>
      <th scope="row">
        {name && t(`operator.did.${name}`)}
        <span className="small">
          <Code>{action}</Code>
        </span>
      </th>
      <td>
        {reason && (
          <span className="trail-detail">
            {t('operator.trail.reason')} <bdi>{reason}</bdi>
          </span>
        )}
        {Object.entries(rest).map(([field, value]) => (
          <span key={field} className="small trail-detail">
            <Code>{field}</Code> <bdi>{value}</bdi>
          </span>
        ))}
      </td>
      <td>
        <bdi>{actor}</bdi>
        {role && <span className="small">{t(`operator.role.${role}`)}</span>}
      </td>
      <td className="nowrap">{dateTime(at)}</td>
    </tr>
  );
}
