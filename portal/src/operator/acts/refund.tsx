import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundView } from '../../../../shared/http/views.ts';
import { isProblem } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Note } from '../../ui/note.tsx';
import { type AskedRefund, actPath, useRefundPreview } from './act-api.ts';
import { ActForm, type ActProps, type Values } from './act-form.tsx';
import { AmountField, amountIn } from './amounts.tsx';

const lastInvoice: AskedRefund = { invoice: '', amountMinor: '' };

/**
 * Refunds the last invoice, or another, in whole or in part. The button names the amount of the preview above it. If a field asks for something else, the
 * button fetches that preview first, so that nothing is refunded that was not shown.
 */
export function Refund(props: ActProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(lastInvoice);
  const query = useRefundPreview(props.organization.id, asked);
  if (query.data) return <RefundForm {...props} preview={query.data} {...{ query, asked, setAsked }} />;
  return (
    <Dialog title={t('acts.refund.name')} section="organization" onClose={props.onClose}>
      <div className="stack">
        {isProblem(query.error, 'not_found') ? (
          <p className="empty">{t('acts.refund.none')}</p>
        ) : (
          <Loaded query={query}>{() => null}</Loaded>
        )}
        {query.isError && <p>{t('acts.refund.unchanged')}</p>}
        <Button onClick={props.onClose}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}

type RefundFormProps = ActProps & {
  readonly preview: RefundView;
  readonly query: ReturnType<typeof useRefundPreview>;
  readonly asked: AskedRefund;
  readonly setAsked: (asked: AskedRefund) => void;
};

function RefundForm({ preview, query, asked, setAsked, ...props }: RefundFormProps) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const [order] = useState(() => crypto.randomUUID());
  const [typed, setTyped] = useState(lastInvoice);
  const { invoice, currency, amountMinor, ends } = preview;
  const wantedBy = ({ invoice: of = '', amount }: Values): AskedRefund => ({
    invoice: of,
    amountMinor: String(amountIn(amount, currency)?.amountMinor ?? ''),
  });
  const isShown =
    typed.invoice === asked.invoice && typed.amountMinor === asked.amountMinor && !query.isPlaceholderData;
  return (
    <ActForm
      {...props}
      act="refund"
      submitLabel={
        isShown ? t('acts.refund.confirm', { amount: money({ amountMinor, currency }) }) : t('acts.refund.look')
      }
      before={(values) => {
        if (isShown) return false;
        setAsked(wantedBy(values));
        return true;
      }}
      onTyped={(values) => setTyped(wantedBy(values))}
      change={() => ({
        method: 'POST',
        path: actPath(props.organization.id, 'billing/refunds'),
        body: { invoice, amountMinor, order, ends },
      })}
      preview={() => <Preview preview={preview} isShown={isShown} />}
    >
      <details>
        <summary>{t('acts.refund.other')}</summary>
        <div className="form">
          <Field
            name="invoice"
            label={t('acts.refund.invoice')}
            hint={t('acts.refund.invoiceHint')}
            dir="ltr"
            autoComplete="off"
          />
          <AmountField
            currency={currency}
            label={t('acts.amount', { currency: currency.toUpperCase() })}
            hint={t('acts.refund.amountHint')}
            isRequired={false}
          />
        </div>
      </details>
    </ActForm>
  );
}

/** Money and access, as they will be. */
function Preview({ preview, isShown }: { readonly preview: RefundView; readonly isShown: boolean }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { invoice, number, currency, paidMinor, refundedMinor, amountMinor, ends } = preview;
  const amount = (minor: number) => money({ amountMinor: minor, currency });
  if (!isShown) return <p>{t('acts.refund.stale')}</p>;
  return (
    <Note tone={ends ? 'bad' : 'plain'} title={t('acts.refund.moves', { amount: amount(amountMinor) })}>
      <p>
        <Code>{number ?? invoice}</Code> · {t('acts.refund.paid', { amount: amount(paidMinor) })}
        {refundedMinor > 0 && ` · ${t('acts.refund.before', { amount: amount(refundedMinor) })}`} ·{' '}
        {t('acts.refund.left', { amount: amount(paidMinor - refundedMinor - amountMinor) })}
      </p>
      <p>{t(ends ? 'acts.refund.ends' : 'acts.refund.stays')}</p>
    </Note>
  );
}
