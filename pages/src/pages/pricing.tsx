import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

/** `/pricing`: plans and prices. */
export const pricingPage = ({ say, catalog, formats, toPortal }: Reader): Page => ({
  address: '/pricing',
  title: say('pricing.title'),
  description: say('pricing.description', { name: catalog.name }),
  body: (
    <>
      <PageHeader title={say('pricing.title')} lead={say('pricing.lead')} />
      <ul class="cards">
        {catalog.plans.map((plan) => (
          <li key={plan.id} class="card" id={plan.id}>
            <h2>
              <bdi>{plan.name}</bdi>
            </h2>
            {plan.prices.map((price) => (
              <p key={price.lookupKey}>
                <a href={toPortal('/sign-up', { price: price.lookupKey })}>{formats.money(price)}</a>
              </p>
            ))}
            <p>{plan.description}</p>
          </li>
        ))}
      </ul>
    </>
  ),
});
