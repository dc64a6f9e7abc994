import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, productsOf, useCatalog } from '../catalog/catalog-api.ts';
import { PriceText } from '../catalog/price-text.tsx';
import { useFormat } from '../i18n/format.ts';
import { Tag } from '../ui/tag.tsx';
import { isOver } from './billing-api.ts';
import { CancelOrResume } from './cancel-or-resume.tsx';
import { statusOf } from './subscription-status.ts';

/** One subscription: what for, how it stands, its period, and cancel or resume. */
export function Subscription({ subscription }: { readonly subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const found = catalog && findPrice(catalog, subscription.price);
  const id = subscription.plan ?? subscription.badge;
  const product = catalog && productsOf(catalog).find((each) => each.id === id);
  const name = product?.name ?? id ?? subscription.price ?? subscription.id;
  const status = statusOf(subscription);
  return (
    <li>
      <div className="plan-head">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <Tag tone={status.tone}>{status.known ? t(`billing.status.${status.known}`) : status.raw}</Tag>
      </div>
      {found && <PriceText price={found.price} />}
      <Affiliates count={subscription.affiliates} />
      <PeriodText subscription={subscription} />
      {!isOver(subscription) && <CancelOrResume subscription={subscription} name={name} />}
    </li>
  );
}

function Affiliates({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (count === 0) return null;
  return <p className="small">{t('billing.withAffiliates', { count, formatted: number(count) })}</p>;
}

function PeriodText({ subscription }: { readonly subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const values = { start: date(subscription.periodStart), end: date(subscription.periodEnd) };
  const next = isOver(subscription) ? 'ended' : subscription.cancelAtPeriodEnd ? 'endsOn' : 'renewsOn';
  return (
    <p className="small">
      {t('billing.period', values)}
      <br />
      {t(`billing.${next}`, values)}
    </p>
  );
}
