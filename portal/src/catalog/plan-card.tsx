import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CatalogView, PlanView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import Buy from '../billing/buy.tsx';
import { BuyCredit } from '../billing/buy-credit.tsx';
import { isChangeable } from '../billing/change-targets.ts';
import { useFormat } from '../i18n/format.ts';
import { Tag } from '../ui/tag.tsx';
import { PlanTerms } from './plan-terms.tsx';
import { PriceText } from './price-text.tsx';

type PlanCardProps = { readonly plan: PlanView; readonly catalog: CatalogView };

/** One plan: its price, its terms, and a way to buy it. */
export function PlanCard({ plan, catalog }: PlanCardProps) {
  const { t } = useTranslation();
  const held = useVisitor()?.entitlement.plans.includes(plan.id) ?? false;
  return (
    <li className={`card plan plan-${plan.availability}`}>
      <div className="plan-head">
        <h3>
          <bdi>{plan.name}</bdi>
        </h3>
        {held && <Tag tone="good">{t('catalog.held')}</Tag>}
      </div>
      <PlanPrice plan={plan} />
      <p className="plan-description">
        <bdi>{plan.description}</bdi>
      </p>
      <PlanTerms plan={plan} catalog={catalog} />
      <div className="plan-action">
        <PlanAction plan={plan} catalog={catalog} held={held} />
      </div>
    </li>
  );
}

function PlanPrice({ plan }: { readonly plan: PlanView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const price = plan.prices.find(({ per }) => !per);
  if (price) return <PriceText price={price} />;
  if (plan.credit && plan.availability === 'public')
    return <span className="price price-amount">{money(plan.credit)}</span>;
  return <span className="price price-amount">{t(`catalog.priceOf.${plan.availability}`)}</span>;
}

function PlanAction({ plan, catalog, held }: PlanCardProps & { readonly held: boolean }) {
  const { t } = useTranslation();
  const visitor = useVisitor();
  const signedIn = Boolean(visitor);
  if (plan.availability === 'contact') {
    const address = `mailto:${catalog.supportEmail}?subject=${encodeURIComponent(plan.name)}`;
    return (
      <a className="button button-plain" href={address} aria-label={t('catalog.contactAbout', { plan: plan.name })}>
        {t('catalog.contact')}
      </a>
    );
  }
  if (held || (plan.availability === 'free' && signedIn)) {
    return (
      <Link className="button button-plain" to="/app">
        {t('catalog.toDashboard')}
      </Link>
    );
  }
  if (plan.availability === 'free') {
    return (
      <Link className="button button-plain" to="/sign-up">
        {t('catalog.startFree')}
      </Link>
    );
  }
  if (plan.credit && plan.prices.length === 0) return <BuyCredit credit={plan.credit} />;
  if (visitor?.subscriptions.some((each) => each.plan !== null && isChangeable(each))) {
    return (
      <Link className="button button-primary" to="/app/billing">
        {t('catalog.changeTo', { plan: plan.name })}
      </Link>
    );
  }
  return plan.prices
    .filter(({ per }) => !per)
    .map((price) => <Buy key={price.lookupKey} product={plan} price={price} />);
}
