import type { PlanView } from '../../../shared/http/views.ts';
import type { Page } from '../page.ts';
import { PageHeader, ScrollTable, Section } from '../parts.tsx';
import { PricingPanel } from '../pricing/pricing-panel.tsx';
import { wordsFor } from '../run/run.tsx';
import type { Reader } from '../site.ts';
import { BadgeProducts } from './badge-products.tsx';

const questions = ['records', 'stop', 'cancel', 'change', 'unused', 'invoice'] as const;

/** `/pricing`: plans, a calculator, a comparison, badges, and answers. */
export function pricingPage(reader: Reader): Page {
  const { language, say, catalog, site } = reader;
  const { plans, datasets, upstreams, supportEmail } = catalog;
  const titles = Object.fromEntries([...datasets, ...upstreams].map(({ id, title }) => [id, title]));
  const words = wordsFor(site.words[language], ['plan.', 'pricing.', 'calculator.', 'footer.contact']);
  const props = { language, words, plans, titles, supportEmail };
  return {
    address: '/pricing',
    title: say('pricing.title'),
    description: say('pricing.description', { name: catalog.name }),
    islands: ['pricing'],
    body: (
      <>
        <PageHeader title={say('pricing.title')} lead={say('pricing.lead')} />
        <div data-island="pricing" data-props={JSON.stringify(props)}>
          <PricingPanel {...props} />
        </div>
        <Compare reader={reader} />
        <BadgeProducts reader={reader} />
        <Section id="questions" title={say('questions.title')}>
          {questions.map((each) => (
            <details key={each} class="card question">
              <summary>{say(`questions.${each}.q`)}</summary>
              <p>{say(`questions.${each}.a`)}</p>
            </details>
          ))}
        </Section>
      </>
    ),
  };
}

/** The plans side by side, row by row. */
function Compare({ reader }: { readonly reader: Reader }) {
  const { say, formats, catalog } = reader;
  const { plans } = catalog;
  const rows: readonly (readonly [string, (plan: PlanView) => string])[] = [
    [say('compare.allowance'), ({ allowance }) => (allowance === null ? '–' : formats.number(allowance))],
    [
      say('compare.extra'),
      ({ overage }) =>
        overage ? say('compare.per', { money: formats.money(overage), count: overage.units }) : say('compare.no'),
    ],
    [
      say('compare.prepaid'),
      ({ credit }) =>
        credit ? say('compare.per', { money: formats.money(credit), count: credit.units }) : say('compare.no'),
    ],
    [say('compare.once'), ({ deduplicate }) => say(deduplicate ? 'compare.yes' : 'compare.no')],
    [say('compare.page'), ({ maxLimit }) => formats.number(maxLimit)],
    [say('compare.live'), ({ availability }) => say(availability === 'free' ? 'compare.no' : 'compare.yes')],
  ];
  return (
    <Section id="compare" title={say('compare.title')}>
      <ScrollTable caption={say('compare.title')} head={[say('compare.what'), ...plans.map(({ name }) => name)]}>
        {rows.map(([name, shown]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {plans.map((plan) => (
              <td key={plan.id}>{shown(plan)}</td>
            ))}
          </tr>
        ))}
      </ScrollTable>
    </Section>
  );
}
