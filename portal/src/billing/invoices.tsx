import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { InvoiceView } from '../../../shared/http/views.ts';
import { getAll } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';

/** Every invoice of this account, each with a link to Stripe's page of it. */
export function Invoices() {
  const { t } = useTranslation();
  const invoices = useQuery({ queryKey: ['invoices'], queryFn: () => getAll<InvoiceView>('/v1/invoices') });
  return (
    <Section id="invoices" title={t('invoices.title')}>
      <Loaded query={invoices} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('invoices.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((invoice) => (
                <Invoice key={invoice.id} invoice={invoice} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

const known = ['open', 'paid', 'uncollectible', 'void'] as const;

function Invoice({ invoice }: { readonly invoice: InvoiceView }) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  const status = known.find((each) => each === invoice.status);
  const name = invoice.number ?? invoice.id;
  return (
    <li>
      <div>
        <strong>{money(invoice)}</strong>
        <span className="small">
          {date(invoice.createdAt)} · {status ? t(`invoices.status.${status}`) : invoice.status}
        </span>
      </div>
      {invoice.url && (
        <a href={invoice.url} aria-label={t('invoices.openOne', { number: name })}>
          <bdi>{name}</bdi>
        </a>
      )}
    </li>
  );
}
