import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ChangePreviewView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type Props = {
  readonly preview: ChangePreviewView;
  readonly periodEnd: string;
  readonly act: () => Promise<unknown>;
  readonly onBack: () => void;
};

/** The cost of a change, line by line, and when it takes effect; its button makes the change. */
export function ChangePreview({ preview, periodEnd, act, onBack }: Props) {
  const { t } = useTranslation();
  const mutation = useMutation({ mutationFn: act });
  const { explanation, confirm } = useWording(preview, periodEnd);
  return (
    <>
      <div className="dialog-body">
        <p>{explanation}</p>
        {preview.byDebit && <p>{t('billing.change.byDebit')}</p>}
        <Lines preview={preview} />
        {preview.billsUsageFirst && <p>{t('billing.change.usageFirst')}</p>}
      </div>
      <ProblemNote error={mutation.error} />
      <div className="button-row">
        {preview.when !== 'already' && (
          <Button kind="primary" busy={mutation.isPending} onClick={() => mutation.mutate()}>
            {confirm}
          </Button>
        )}
        <Button onClick={onBack}>{t('billing.change.back')}</Button>
      </div>
    </>
  );
}

function useWording({ when, at, due, period }: ChangePreviewView, periodEnd: string) {
  const { t } = useTranslation();
  const { date, money } = useFormat();
  const values = { date: date(at ?? periodEnd), due: due ? money(due) : '', end: date(period?.end ?? periodEnd) };
  const isPaidNow = when === 'now' && due !== null && due.amountMinor > 0;
  const begun = period ? 'new_period' : 'now';
  const explained = when !== 'now' ? when : isPaidNow ? begun : 'free';
  const confirmed = isPaidNow ? 'pay' : when === 'period_end' ? 'plan' : 'confirm';
  return {
    explanation: t(`billing.change.when.${explained}`, values),
    confirm: t(`billing.change.${confirmed}`, values),
  };
}

/** The invoice lines of a change, as Stripe words them in the language of the Stripe account. */
function Lines({ preview: { lines, due, total } }: { readonly preview: ChangePreviewView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  if (!due || !total) return null;
  return (
    <table className="amounts">
      <tbody>
        {lines.map(({ description, amount }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places
          <tr key={index}>
            <th scope="row">
              <bdi>{description}</bdi>
            </th>
            <td>{money(amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {total.amountMinor !== due.amountMinor && (
          <tr>
            <th scope="row">{t('billing.change.total')}</th>
            <td>{money(total)}</td>
          </tr>
        )}
        <tr>
          <th scope="row">{t('billing.change.due')}</th>
          <td>{money(due)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
