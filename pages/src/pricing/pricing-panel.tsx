import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatsOf } from '../../../portal/src/i18n/locale-formats.ts';
import type { PlanView } from '../../../shared/http/views.ts';
import { keep, readKept } from '../kept.ts';
import { sayIn, type Words } from '../words.ts';
import { Calculator } from './calculator.tsx';
import { currenciesOf, intervalsOf, type Shown } from './offer.ts';
import { PlanCard } from './plan-card.tsx';

/** The island's whole input. */
export type PricingProps = {
  readonly language: 'en' | 'ar';
  readonly words: Words;
  readonly plans: readonly PlanView[];
  readonly titles: Readonly<Record<string, string>>;
  readonly supportEmail: string;
};

const storedName = 'tollgate.currency';

/** Plans with their prices in the chosen currency and interval, and the cost of the records that the reader needs. */
export function PricingPanel({ language, words, plans, titles, supportEmail }: PricingProps) {
  const say = useMemo(() => sayIn(language, words), [language, words]);
  const formats = useMemo(() => formatsOf(language), [language]);
  const currencies = currenciesOf(plans);
  const intervals = intervalsOf(plans);
  const [currency, setCurrency] = useState(currencies[0] ?? 'usd');
  const [interval, setInterval] = useState<'month' | 'year'>('month');
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, for the currency that was chosen before
  useEffect(() => {
    const wanted = new URLSearchParams(location.search).get('currency') ?? readKept(storedName);
    if (wanted && currencies.includes(wanted)) setCurrency(wanted);
  }, []);
  const choose = (code: string) => {
    setCurrency(code);
    keep(storedName, code);
  };
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const shown: Shown = { language, say, formats, currency, interval };
  return (
    <div class="pricing">
      <div class="pricing-choices needs-script">
        {intervals.length > 1 && (
          <fieldset class="tabs">
            <legend class="visually-hidden">{say('pricing.interval')}</legend>
            {intervals.map((each) => (
              <label key={each} class="tab">
                <input type="radio" name="interval" checked={each === interval} onChange={() => setInterval(each)} />
                <span>{say(`pricing.${each}ly`)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {currencies.length > 1 && (
          <label class="field currency">
            <span class="label">{say('pricing.currency')}</span>
            <select value={currency} onChange={(event) => choose(event.currentTarget.value)}>
              {currencies.map((code) => (
                <option key={code} value={code}>
                  {names.of(code.toUpperCase()) ?? code}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <ul class="cards plan-cards">
        {plans.map((plan) => (
          <PlanCard key={plan.id} plan={plan} titles={titles} supportEmail={supportEmail} shown={shown} />
        ))}
      </ul>
      <Calculator plans={plans} shown={shown} />
    </div>
  );
}
