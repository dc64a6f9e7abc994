import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FailingOrganizationView, TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Note } from '../../ui/note.tsx';
import { useCounted } from './at-least.ts';

/** Payments that fail, for plans, badges and credit alike; the organization that loses access first comes first. */
export function FailingOrganizations({ failing }: { readonly failing: TodayView['failing'] }) {
  const { t } = useTranslation();
  const { dateTime, money } = useFormat();
  const counted = useCounted();
  if (failing.count === 0) return null;
  return (
    <Note tone="bad" title={t('today.failing', { number: counted(failing) })}>
      <p>
        {failing.atRisk.length > 0 && t('today.atRisk', { amounts: failing.atRisk.map(money).join(' + ') })}{' '}
        {failing.firstEnd && t('today.firstEnd', { at: dateTime(failing.firstEnd) })}
      </p>
      <ul className="rows rows-short">
        {failing.data.map((organization) => (
          <Organization key={organization.id} organization={organization} />
        ))}
      </ul>
    </Note>
  );
}

function Organization({ organization: { id, name, payments } }: { readonly organization: FailingOrganizationView }) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  return (
    <li>
      <div>
        <Link to={`/console/organizations/${encodeURIComponent(id)}`}>
          <bdi>{name || id}</bdi>
        </Link>
        {payments.map(({ of, id: what, subscription, amount, accessUntil }) => (
          <p className="small" key={`${of} ${subscription}`}>
            {t(`consoleOrganization.failing.${of}`)}
            {what && (
              <>
                {' '}
                · <bdi>{what}</bdi>
              </>
            )}
            {amount && ` · ${money(amount)}`}
            {accessUntil && ` · ${t('consoleOrganization.until', { at: date(accessUntil) })}`}
          </p>
        ))}
      </div>
    </li>
  );
}
