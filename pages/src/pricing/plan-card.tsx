import type { PlanView } from '../../../shared/http/views.ts';
import { amountIn, buyAddress, priceOf, type Shown } from './offer.ts';

type PlanCardProps = {
  readonly plan: PlanView;
  /** Titles of datasets and APIs by id. */
  readonly titles: Readonly<Record<string, string>>;
  readonly supportEmail: string;
  readonly shown: Shown;
};

/** One plan: its price, its terms line by line, and the way to it. */
export function PlanCard({ plan, titles, supportEmail, shown }: PlanCardProps) {
  return (
    <li class="card plan" id={plan.id}>
      <h2>
        <bdi>{plan.name}</bdi>
      </h2>
      <p class="plan-price">
        <PlanPrice plan={plan} shown={shown} />
      </p>
      <p class="small">{plan.description}</p>
      <ul class="terms">
        {termsOf(plan, shown).map((term) => (
          <li key={term}>{term}</li>
        ))}
        <li>
          <bdi>{[...plan.datasets, ...plan.upstreams].map((id) => titles[id] ?? id).join(' · ')}</bdi>
        </li>
      </ul>
      <PlanAction plan={plan} supportEmail={supportEmail} shown={shown} />
    </li>
  );
}

type PlanProps = Pick<PlanCardProps, 'plan' | 'shown'>;

function PlanPrice({ plan, shown }: PlanProps) {
  const { say, formats, currency } = shown;
  const price = priceOf(plan, shown);
  if (price)
    return (
      <>
        <span class="amount">{formats.money(amountIn(price, currency))}</span>{' '}
        <span class="small">
          {say(`plan.per.${price.interval}`)}
          {price.tax && ` ${say(`plan.tax.${price.tax}`)}`}
        </span>
      </>
    );
  if (plan.credit && plan.availability === 'public')
    return (
      <>
        <span class="amount">{formats.money(plan.credit)}</span>{' '}
        <span class="small">{say('plan.forRecords', { count: plan.credit.units })}</span>
      </>
    );
  return <span class="amount">{say(plan.availability === 'free' ? 'plan.free' : 'plan.contactPrice')}</span>;
}

/** The terms of a plan, one sentence each. */
function termsOf(plan: PlanView, { say, formats, currency }: Shown): string[] {
  const { allowance, overage, credit, unit, availability, deduplicate, trialDays } = plan;
  const kind = unit ?? 'record';
  return [
    ...(trialDays === null ? [] : [say('plan.trial', { count: trialDays })]),
    ...(allowance === null ? [] : [say(`plan.allowance.${kind}`, { count: allowance })]),
    ...(overage
      ? [say(`plan.overage.${kind}`, { money: formats.money(amountIn(overage, currency)), count: overage.units })]
      : []),
    ...(allowance !== null && !overage ? [say('plan.stops')] : []),
    ...(credit ? [say('plan.neverExpires')] : []),
    ...(deduplicate ? [say('plan.deduplicate')] : []),
    ...(availability === 'free' ? [say('plan.testKeys')] : []),
  ];
}

function PlanAction({ plan, supportEmail, shown }: PlanProps & { readonly supportEmail: string }) {
  const { say } = shown;
  if (plan.availability === 'contact')
    return (
      <a class="button button-plain" href={`mailto:${supportEmail}?subject=${encodeURIComponent(plan.name)}`}>
        {say('footer.contact')}
      </a>
    );
  if (plan.availability === 'free')
    return (
      <a class="button button-plain" href={buyAddress(undefined, shown)}>
        {say('plan.startFree')}
      </a>
    );
  return (
    <a class="button button-primary" href={buyAddress(priceOf(plan, shown), shown)}>
      {say('plan.get', { plan: plan.name })}
    </a>
  );
}
