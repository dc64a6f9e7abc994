import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccountView, SubscriptionView } from '../../../shared/http/views.ts';
import { statusOf } from '../billing/subscription-status.ts';
import { productName, useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { Forecast } from '../usage/forecast.tsx';
import { useUsage } from '../usage/period-usage.ts';
import { UsageMeter } from '../usage/usage-meter.tsx';
import { RequestsToday, useRequestsToday } from './requests-today.tsx';

/** How the organization stands: its records of this period, its keys, and what it pays for. Each card leads to its page. */
export const OverviewCards = ({ account }: { readonly account: AccountView }) => (
  <div className="cards overview-cards">
    <Records />
    <Requests />
    <KeyCount />
    <Paying account={account} />
  </div>
);

type CardProps = {
  readonly id: string;
  readonly title: string;
  readonly to: string;
  readonly more: string;
  readonly children: ReactNode;
};

const Card = ({ id, title, to, more, children }: CardProps) => (
  <Section id={id} title={title}>
    {children}
    <p className="card-more">
      <Link to={to}>{more}</Link>
    </p>
  </Section>
);

function Records() {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <Card id="records" title={t('overview.records')} to="/app/usage" more={t('overview.allUsage')}>
      <Loaded query={useUsage()} lines={3}>
        {(usage) =>
          usage.periodStart && usage.periodEnd ? (
            <>
              <p className="small">
                {t('usage.period', { start: date(usage.periodStart), end: date(usage.periodEnd) })}
              </p>
              <UsageMeter usage={usage} />
              <Forecast usage={usage} />
            </>
          ) : (
            <p className="small">{t('usage.noPeriod')}</p>
          )
        }
      </Loaded>
    </Card>
  );
}

function Requests() {
  const { t } = useTranslation();
  const { data: keys } = useKeys();
  return (
    <Card id="requests-today" title={t('overview.requestsToday')} to="/app/requests" more={t('overview.allRequests')}>
      <Loaded query={useRequestsToday()} lines={3}>
        {(usage) => <RequestsToday usage={usage} />}
      </Loaded>
      {keys?.every(({ environment }) => environment === 'test') && <p className="small">{t('overview.testReads')}</p>}
    </Card>
  );
}

function KeyCount() {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <Card id="key-count" title={t('overview.keys')} to="/app/keys" more={t('overview.allKeys')}>
      <Loaded query={useKeys()} lines={3}>
        {(keys) => {
          const inUse = keys.filter(({ revokedAt, purpose }) => revokedAt === null && purpose === null);
          const live = inUse.filter(({ environment }) => environment === 'live').length;
          return (
            <>
              <p className="figure">{number(inUse.length)}</p>
              <p className="small">
                {t('overview.keysOfEach', { live: number(live), test: number(inUse.length - live) })}
              </p>
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Paying({ account: { subscriptions } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  return (
    <Card id="paying" title={t('overview.paying')} to="/app/billing" more={t('overview.allBilling')}>
      {subscriptions.length === 0 ? (
        <p className="small">{t('billing.none')}</p>
      ) : (
        <ul className="rows rows-short">
          {subscriptions.map((subscription) => (
            <Paid key={subscription.id} subscription={subscription} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Paid({ subscription }: { readonly subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const status = statusOf(subscription);
  return (
    <li>
      <div>
        <bdi>{productName(catalog, subscription)}</bdi>
      </div>
      <Tag tone={status.tone}>{status.known ? t(`billing.status.${status.known}`) : status.raw}</Tag>
    </li>
  );
}
