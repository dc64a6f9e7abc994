import type { PlanView } from '../../../shared/http/views.ts';
import { Section } from '../parts.tsx';
import type { Reader } from '../site.ts';

type PlansWithProps = { readonly reader: Reader; readonly includes: (plan: PlanView) => boolean };

/** The cost of a thousand records under each plan that includes them. */
export function PlansWith({ reader, includes }: PlansWithProps) {
  const { say, catalog, to } = reader;
  return (
    <Section id="price" title={say('price.title')}>
      <ul class="cards cards-short">
        {catalog.plans.filter(includes).map((plan) => (
          <li key={plan.id} class="card">
            <h3>
              <bdi>{plan.name}</bdi>
            </h3>
            <p>{costOf(plan, reader)}</p>
          </li>
        ))}
      </ul>
      <p>
        <a href={to('/pricing')}>{say('price.compare')}</a>
      </p>
    </Section>
  );
}

const compared = 1_000;

function costOf({ availability, allowance, overage, credit }: PlanView, { say, formats }: Reader): string {
  if (availability === 'free') return say('price.free');
  if (availability === 'contact') return say('price.contact');
  const used = allowance === null ? '' : say('price.share', { share: percentOf(compared / allowance) });
  if (overage) return `${used} ${say('price.extra', { money: formats.money(thousand(overage)) })}`;
  if (credit) return say('price.prepaid', { money: formats.money(thousand(credit)) });
  return used;
}

/** The price of a thousand units, whole blocks as they are billed. */
const thousand = ({ units, amountMinor, currency }: { units: number; amountMinor: number; currency: string }) => ({
  amountMinor: Math.ceil(compared / units) * amountMinor,
  currency,
});

/** A share with at most one decimal, in Western digits. */
const percentOf = (ratio: number): string =>
  new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(ratio);
