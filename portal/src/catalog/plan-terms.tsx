import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogView, PlanView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { TrialOffer } from './trial-offer.tsx';

type PlanTermsProps = { readonly plan: PlanView; readonly catalog: CatalogView };

/** What a plan gives, line by line. */
export function PlanTerms({ plan, catalog }: PlanTermsProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const included = [
    ...catalog.datasets.filter(({ id }) => plan.datasets.includes(id)),
    ...catalog.upstreams.filter(({ id }) => plan.upstreams.includes(id)),
  ];
  return (
    <ul className="terms">
      <TrialOffer days={plan.trialDays} />
      {plan.allowance !== null && (
        <li>
          {t(`catalog.allowance.${plan.unit ?? 'record'}`, {
            count: plan.allowance,
            formatted: number(plan.allowance),
          })}
        </li>
      )}
      <Excess plan={plan} />
      {plan.deduplicate && <li>{t('catalog.deduplicate')}</li>}
      {plan.availability === 'free' && <li>{t('catalog.testKeysOnly')}</li>}
      {included.map(({ title }) => (
        <li key={title}>
          <span>
            <bdi>{title}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Excess({ plan }: { readonly plan: PlanView }): ReactNode {
  const { t } = useTranslation();
  const { money, number } = useFormat();
  const priced = plan.overage ?? plan.credit;
  if (priced) {
    const values = { count: priced.units, formatted: number(priced.units), price: money(priced) };
    return <li>{t(`catalog.${plan.overage ? 'overage' : 'credit'}.${plan.unit ?? 'record'}`, values)}</li>;
  }
  return plan.allowance !== null && <li>{t('catalog.hardLimit')}</li>;
}
