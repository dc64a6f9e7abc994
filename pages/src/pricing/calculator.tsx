import { useState } from 'preact/hooks';
import { cheapest, type Estimate, estimate } from '../../../shared/domain/billing/estimate.ts';
import type { PlanView } from '../../../shared/http/views.ts';
import { ScrollTable } from '../parts.tsx';
import { numberIn } from './number-in.ts';
import { buyAddress, priceOf, type Shown } from './offer.ts';

type CalculatorProps = { readonly plans: readonly PlanView[]; readonly shown: Shown };

const volumes = [1_000, 10_000, 100_000, 1_000_000, 2_000_000] as const;

/** The cost of records: of any number with a script, of five without. */
export function Calculator({ plans, shown }: CalculatorProps) {
  const { say } = shown;
  const [records, setRecords] = useState(5_000);
  return (
    <section class="section" id="calculator" aria-labelledby="calculator-title">
      <h2 id="calculator-title">{say('calculator.title')}</h2>
      <div class="card calculator needs-script">
        <div class="field">
          <label for="records">{say('calculator.records')}</label>
          <input
            id="records"
            name="records"
            type="text"
            inputMode="numeric"
            dir="ltr"
            autocomplete="off"
            value={shown.formats.number(records)}
            onInput={(event) => setRecords(numberIn(event.currentTarget.value))}
          />
          <span class="button-row">
            {volumes.map((volume) => (
              <button
                key={volume}
                class="button button-plain button-small"
                type="button"
                aria-pressed={volume === records}
                onClick={() => setRecords(volume)}
              >
                {shown.formats.number(volume)}
              </button>
            ))}
          </span>
        </div>
        <Costs plans={plans} records={records} shown={shown} />
      </div>
      <Examples plans={plans} shown={shown} />
    </section>
  );
}

function Costs({ plans, records, shown }: CalculatorProps & { readonly records: number }) {
  const { say, formats, currency, interval } = shown;
  const wanted = { unitsPerMonth: records, interval, currency };
  const best = cheapest(plans, wanted);
  return (
    <div class="costs" role="status">
      {best ? (
        <>
          <p>
            {say('calculator.best', { plan: best.plan.name })}{' '}
            <strong class="amount">{formats.money(best.cost)}</strong> {say(`plan.per.${interval}`)}
          </p>
          <p class="small">{howOf(best.plan, best.cost, shown)}</p>
        </>
      ) : (
        <p>{say('calculator.contact')}</p>
      )}
      <ul class="cost-list">
        {plans
          .filter(({ availability }) => availability === 'public')
          .map((plan) => {
            const cost = estimate(plan, wanted);
            return (
              <li key={plan.id} aria-current={plan === best?.plan || undefined}>
                <bdi>{plan.name}</bdi>
                <span class="money">{cost ? formats.money(cost) : say('calculator.stops')}</span>
              </li>
            );
          })}
      </ul>
      {best && (
        <a class="button button-primary" href={buyAddress(priceOf(best.plan, shown), shown)}>
          {say('plan.get', { plan: best.plan.name })}
        </a>
      )}
    </div>
  );
}

function howOf(
  { overage, credit }: PlanView,
  { baseMinor, extraMinor, blocks, currency }: Estimate,
  { say, formats }: Shown,
) {
  const money = (amountMinor: number) => formats.money({ amountMinor, currency });
  if (extraMinor === 0) return say('calculator.within');
  if (overage)
    return say('calculator.extra', { base: money(baseMinor), extra: money(extraMinor), units: blocks * overage.units });
  return say('calculator.prepaid', { units: blocks * (credit?.units ?? 0) });
}

function Examples({ plans, shown }: CalculatorProps) {
  const { say, formats, currency, interval } = shown;
  return (
    <ScrollTable
      caption={say('calculator.examples')}
      head={[say('calculator.records'), say('calculator.cheapest'), say(`calculator.per.${interval}`)]}
    >
      {volumes.map((unitsPerMonth) => {
        const best = cheapest(plans, { unitsPerMonth, interval, currency });
        return (
          <tr key={unitsPerMonth}>
            <th scope="row">{formats.number(unitsPerMonth)}</th>
            <td>
              <bdi>{best?.plan.name ?? say('footer.contact')}</bdi>
            </td>
            <td>{best ? formats.money(best.cost) : '–'}</td>
          </tr>
        );
      })}
    </ScrollTable>
  );
}
