import { useTranslation } from 'react-i18next';
import type { CatalogView } from '../../../shared/http/views.ts';
import { NotAllowed } from '../members/allowed.tsx';
import { Section } from '../ui/section.tsx';
import { CurrencyChoice } from './currency-choice.tsx';
import { PlanCard } from './plan-card.tsx';

/** The plans: first those that anybody can buy here, then those that begin with a message to the operator. */
export function Plans({ catalog }: { readonly catalog: CatalogView }) {
  const { t } = useTranslation();
  const byContact = catalog.plans.filter(({ availability }) => availability === 'contact');
  const atOnce = catalog.plans.filter(({ availability }) => availability !== 'contact');
  return (
    <Section id="plans" title={t('catalog.plans')} lead={t('catalog.plansLead')}>
      <NotAllowed to="money" />
      <CurrencyChoice catalog={catalog} />
      <ul className="cards">
        {atOnce.map((plan) => (
          <PlanCard key={plan.id} plan={plan} catalog={catalog} />
        ))}
      </ul>
      {byContact.length > 0 && (
        <ul className="cards cards-wide">
          {byContact.map((plan) => (
            <PlanCard key={plan.id} plan={plan} catalog={catalog} />
          ))}
        </ul>
      )}
    </Section>
  );
}
