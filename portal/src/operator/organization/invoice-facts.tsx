import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import type { InvoiceLine } from './timeline-csv.ts';

const known = ['open', 'paid', 'uncollectible', 'void'] as const;

/** The amount of an invoice, its state now, and the way to Stripe's page of it. */
export function InvoiceFacts({ line }: { readonly line: InvoiceLine }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const status = known.find((each) => each === line.status);
  const name = line.number ?? line.id;
  return (
    <>
      <span className="small">
        {money(line)} · {status ? t(`timelineWords.invoiceState.${status}`) : line.status}
      </span>
      {line.url && (
        <span className="small">
          <a href={line.url}>{t('timelineWords.openInvoice', { number: name })}</a>
        </span>
      )}
    </>
  );
}
