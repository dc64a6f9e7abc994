import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { PriceView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';
import { useCountries } from '../i18n/countries.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Note } from '../ui/note.tsx';
import { Select } from '../ui/select.tsx';
import { currencyWith, orderByInvoice } from './billing-api.ts';

type PayByInvoiceProps = {
  readonly productName: string;
  readonly price: PriceView;
  readonly affiliates?: number;
};

/** Buys by bank transfer; shown to accounts if the price can be paid that way. */
export function PayByInvoice({ productName, price, affiliates = 0 }: PayByInvoiceProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const visitor = useVisitor();
  if (!price.byInvoice || !visitor) return null;
  return (
    <>
      <Button label={t('billing.invoice.open', { product: productName })} onClick={() => setOpen(true)}>
        {t('billing.invoice.title')}
      </Button>
      {isOpen && (
        <InvoiceDialog
          organization={visitor.organization}
          daysUntilDue={price.byInvoice.daysUntilDue}
          order={{ price: price.lookupKey, ...currencyWith(price), ...(affiliates > 0 && { affiliates }) }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

type InvoiceDialogProps = {
  readonly organization: string;
  readonly daysUntilDue: number;
  readonly order: { readonly price: string; readonly currency?: string; readonly affiliates?: number };
  readonly onClose: () => void;
};

function InvoiceDialog({ organization, daysUntilDue, order, onClose }: InvoiceDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [url, setUrl] = useState<string | null>(null);
  const submit = async (values: Record<string, string>) => setUrl((await orderByInvoice(order, values)).url);
  /** Reads the account only on close, because this dialog disappears once the account has the plan. */
  const close = () => {
    onClose();
    for (const name of url === null ? [] : ['account', 'invoices', 'badges'])
      void client.invalidateQueries({ queryKey: [name] });
  };
  return (
    <Dialog title={t('billing.invoice.title')} section="plan" onClose={close}>
      {url === null ? (
        <Form
          submitLabel={t('billing.invoice.submit')}
          onSubmit={submit}
          secondary={<Button onClick={close}>{t('common.cancel')}</Button>}
        >
          <p>{t('billing.invoice.lead', { count: daysUntilDue })}</p>
          <CompanyFields organization={organization} />
        </Form>
      ) : (
        <Sent url={url} onClose={close} />
      )}
    </Dialog>
  );
}

function CompanyFields({ organization }: { readonly organization: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        name="company"
        label={t('billing.invoice.company')}
        defaultValue={organization}
        maxLength={fieldLimits.company}
        required
      />
      <AddressFields />
      <Field
        name="vatId"
        maxLength={fieldLimits.vatId}
        label={t('billing.invoice.vatId')}
        hint={t('billing.invoice.vatIdHint')}
        autoCapitalize="characters"
        spellCheck={false}
        dir="ltr"
      />
      <Field
        name="purchaseOrder"
        label={t('billing.invoice.purchaseOrder')}
        hint={t('billing.invoice.purchaseOrderHint')}
        maxLength={fieldLimits.purchaseOrder}
        dir="auto"
      />
    </>
  );
}

const addressLines = {
  line1: { maxLength: fieldLimits.addressLine, autoComplete: 'address-line1', required: true },
  line2: { maxLength: fieldLimits.addressLine, autoComplete: 'address-line2' },
  postalCode: { maxLength: fieldLimits.postalCode, autoComplete: 'postal-code' },
  city: { maxLength: fieldLimits.city, autoComplete: 'address-level2', required: true },
  state: { maxLength: fieldLimits.state, autoComplete: 'address-level1' },
} as const;

/** The field of one address line, under its name in the order. */
function AddressField({ of }: { readonly of: keyof typeof addressLines }) {
  const { t } = useTranslation();
  return <Field name={`address.${of}`} label={t(`billing.invoice.${of}`)} {...addressLines[of]} />;
}

function AddressFields() {
  const { t } = useTranslation();
  const countries = useCountries();
  return (
    <>
      <AddressField of="line1" />
      <AddressField of="line2" />
      <div className="field-pair">
        <AddressField of="postalCode" />
        <AddressField of="city" />
      </div>
      <div className="field-pair">
        <AddressField of="state" />
        <Select
          name="address.country"
          label={t('billing.invoice.country')}
          placeholder={t('billing.invoice.chooseCountry')}
          options={countries}
          autoComplete="country"
        />
      </div>
    </>
  );
}

function Sent({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="stack" role="status">
      <Note tone="good" title={t('billing.invoice.sentTitle')}>
        <p>{t('billing.invoice.sent')}</p>
      </Note>
      <div className="button-row">
        <a className="button button-primary" href={url}>
          {t('billing.invoice.show')}
        </a>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </div>
  );
}
