import { useTranslation } from 'react-i18next';
import { useResourceTitle } from '../../catalog/resource-title.ts';
import { useFormat } from '../../i18n/format.ts';

/** Facts of a trail’s line that have a sentence, in the order in which they are read. */
const facts = [
  ...(['amount', 'plan', 'badge', 'price', 'units', 'requestsPerMinute', 'allowance', 'cap', 'below'] as const),
  ...(['label', 'environment', 'app', 'name', 'role', 'licence', 'version', 'handle', 'domain', 'dataset'] as const),
  ...(['url', 'email', 'address', 'from', 'to', 'until', 'expiresAt', 'periodStart', 'grants', 'ended'] as const),
  ...(['fields', 'key', 'invoice', 'subscription', 'contest', 'pack', 'webhook', 'mail', 'sentAt'] as const),
];

type Detail = Readonly<Record<string, string>>;

/** An amount of minor units is one fact with its currency. Ids of operators’ orders and hashes are left to the stored detail. */
function withAmount({ amountMinor, currency, ...detail }: Detail): Detail & { readonly amount?: string } {
  return amountMinor === undefined || currency === undefined ? detail : { ...detail, amount: amountMinor };
}

/** Says the detail of a trail’s line in sentences: money by its currency, days and times, names of datasets. */
export function useDetailWords(): (detail: Detail) => readonly string[] {
  const { t } = useTranslation();
  const { date, dateTime, isolate, money, number } = useFormat();
  const titleOf = useResourceTitle();
  const said = (name: string, text: string, detail: Detail): string => {
    if (name === 'amount') return money({ amountMinor: Number(text), currency: detail.currency ?? 'usd' });
    if (name === 'dataset') return isolate(titleOf(text));
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return dateTime(text);
    if (name !== 'version' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return date(text);
    const [, amountMinor, currency] = /^(\d{1,15}) ([a-z]{3})$/.exec(text) ?? [];
    if (name === 'cap' && currency) return money({ amountMinor: Number(amountMinor), currency });
    return /^\d{1,15}$/.test(text) ? number(Number(text)) : isolate(text);
  };
  return (detail) => {
    const known = withAmount(detail);
    return facts.flatMap((name) => {
      const text = known[name];
      return text === undefined || text === '' ? [] : [t(`timelineWords.${name}`, { value: said(name, text, detail) })];
    });
  };
}
