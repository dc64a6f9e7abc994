import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KeyVerdictView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { OutsideLink } from '../../ui/outside-link.tsx';

/** The chain behind a verdict: the organization of the key, its subscriptions, and the invoices that are not paid. */
export function Chain({ known: { organization, subscriptions, failing } }: { readonly known: KeyVerdictView }) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  return (
    <ul className="rows rows-short">
      <li>
        <div>
          {t('keyVerdict.organization')}{' '}
          <Link to={`/console/organizations/${encodeURIComponent(organization.id)}`}>
            <bdi>{organization.name || organization.id}</bdi>
          </Link>
        </div>
      </li>
      {subscriptions.length === 0 && <li>{t('keyVerdict.noSubscription')}</li>}
      {subscriptions.map(({ id, plan, badge, price, amount, status, since }) => (
        <li key={id}>
          <div>
            {t('keyVerdict.subscription')} <bdi>{plan ?? badge ?? price ?? id}</bdi>
            <p className="small">
              <Code>{id}</Code> · <Code>{status}</Code> {amount && `· ${money(amount)} `}·{' '}
              {t('consoleOrganization.since', { at: date(since) })}
            </p>
          </div>
        </li>
      ))}
      {failing.map(({ of, subscription, amount, since, payAt }) => (
        <li key={`${of} ${subscription}`}>
          <div>
            {t(`consoleOrganization.failing.${of}`)}
            {amount && ` · ${money(amount)}`}
            {since && ` · ${t('consoleOrganization.failing.since', { at: date(since) })}`}
            {payAt && (
              <p className="small">
                {t('consoleOrganization.failing.invoice')} <OutsideLink href={payAt} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
