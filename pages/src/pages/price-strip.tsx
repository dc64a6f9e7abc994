import type { PlanView } from '../../../shared/http/views.ts';
import { Section } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** Every plan with its price, in one line, and the way to the calculator. */
export function PriceStrip({ reader }: { readonly reader: Reader }) {
  const { say, catalog, to } = reader;
  return (
    <Section id="prices" title={say('pricing.title')} lead={say('pricing.lead')}>
      <ul class="price-strip">
        {catalog.plans
          .filter(({ availability }) => availability !== 'contact')
          .map((plan) => (
            <li key={plan.id}>
              <a href={to(`/pricing#${plan.id}`)}>
                <bdi>{plan.name}</bdi>
              </a>
              <span class="money">{priceText(plan, reader)}</span>
            </li>
          ))}
      </ul>
      <p>
        <a class="button button-plain" href={to('/pricing#calculator')}>
          {say('price.compare')}
        </a>
      </p>
    </Section>
  );
}

function priceText({ prices, credit }: PlanView, { say, formats }: Reader): string {
  const price = prices.find(({ per }) => !per);
  if (price) return `${formats.money(price)} ${say(`plan.per.${price.interval}`)}`;
  return credit ? `${formats.money(credit)} ${say('plan.forRecords', { count: credit.units })}` : say('plan.free');
}
