import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, productName, useCatalog } from '../catalog/catalog-api.ts';
import { PriceText } from '../catalog/price-text.tsx';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { isOver } from './billing-api.ts';
import { CancelOrResume } from './cancel-or-resume.tsx';
import { ChangePlan } from './change-plan.tsx';
import { ComingChange } from './coming-change.tsx';
import { statusOf } from './subscription-status.ts';
import { useChangeTargets } from './use-change-targets.ts';

/** One subscription: its product, status and period, with buttons to cancel or resume it. */
export function Subscription({ subscription }: { readonly subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const found = catalog && findPrice(catalog, subscription.price);
  const name = productName(catalog, subscription);
  const status = statusOf(subscription);
  return (
    <li>
      <div className="plan-head">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <Tag tone={status.tone}>{status.known ? t(`billing.status.${status.known}`) : status.raw}</Tag>
      </div>
      {found && <PriceText price={subscription.amount ? { ...found.price, ...subscription.amount } : found.price} />}
      <Invoiced subscription={subscription} />
      <Affiliates count={subscription.affiliates} />
      <PeriodText subscription={subscription} />
      <ComingChange subscription={subscription} name={name} />
      <div className="button-row">
        {subscription.payAt && (
          <a className="button button-primary" href={subscription.payAt}>
            {t('billing.payNow')}
          </a>
        )}
        {!isOver(subscription) && !isFixed(subscription) && (
          <CancelOrResume subscription={subscription} name={name}>
            <Change subscription={subscription} name={name} />
          </CancelOrResume>
        )}
      </div>
    </li>
  );
}

function Change({ subscription, name }: { readonly subscription: SubscriptionView; readonly name: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const targets = useChangeTargets(subscription);
  if (targets.length === 0) return null;
  return (
    <>
      <Button label={t('billing.change.one', { name })} onClick={() => setOpen(true)}>
        {t('billing.change.open')}
      </Button>
      {isOpen && (
        <ChangePlan subscription={subscription} name={name} targets={targets} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

/** The amount of the latest invoice, if it differs from the price. */
function Invoiced({ subscription: { amount, invoiced } }: { readonly subscription: SubscriptionView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  if (!invoiced || invoiced.amountMinor === amount?.amountMinor) return null;
  return <p className="small">{t('billing.invoiced', { amount: money(invoiced) })}</p>;
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
  const { periodStart, periodEnd, endsAt } = subscription;
  const period = { start: date(periodStart), end: date(periodEnd) };
  return (
    <p className="small">
      {t('billing.period', period)}
      <br />
      {subscription.endedBecause
        ? t(`billing.endedBecause.${subscription.endedBecause}`)
        : t(`billing.${nextOf(subscription)}`, { ...period, ...(endsAt !== null && { last: date(endsAt) }) })}
      {subscription.invoiceDueAt && (
        <>
          <br />
          {t('billing.invoice.due', { date: date(subscription.invoiceDueAt) })}
        </>
      )}
    </p>
  );
}

/** Whether the operator set a date before the period's end; the buyer cannot change that. */
const isFixed = ({ endsAt, periodEnd, cancelAtPeriodEnd }: SubscriptionView): boolean =>
  endsAt !== null && !cancelAtPeriodEnd && endsAt <= periodEnd;

/** The text for the end of the period. A trial that was not cancelled is paid for from then on. */
function nextOf(subscription: SubscriptionView) {
  if (isOver(subscription)) return 'ended';
  const { status, endsAt, periodEnd } = subscription;
  const isTrial = status === 'trialing';
  if (endsAt !== null && endsAt > periodEnd) return isTrial ? 'trialEnds' : 'endsLater';
  if (endsAt !== null) return isTrial ? 'trialEndsUnpaid' : 'endsOn';
  return isTrial ? 'trialEnds' : 'renewsOn';
}
