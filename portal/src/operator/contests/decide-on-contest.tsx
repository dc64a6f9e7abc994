import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminContestView } from '../../../../shared/http/views.ts';
import { currenciesIn, useCatalog } from '../../catalog/catalog-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { Select } from '../../ui/select.tsx';
import { sendChange } from '../acts/act-api.ts';
import { AmountField, amountIn } from '../acts/amounts.tsx';
import { ReasonField } from '../reason-form.tsx';
import { type ContestDecision, decisionOf } from './contests-api.ts';

type DecideOnContestProps = {
  readonly contest: AdminContestView;
  readonly decision: ContestDecision;
  readonly onClose: () => void;
};

/** Decides on a contest, with a reason that the organization reads. An accepted one may come with money off the next invoices. */
export function DecideOnContest({ contest, decision, onClose }: DecideOnContestProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const client = useQueryClient();
  const send = async ({ reason, amount, currency = '' }: Record<string, string>) => {
    const credit = amountIn(amount, currency);
    try {
      await sendChange(decisionOf(contest, decision, credit ? { credit, reason } : { reason }));
    } finally {
      for (const read of ['contests', 'today']) await client.invalidateQueries({ queryKey: ['admin', read] });
    }
    onClose();
    announce(t(`contests.${decision}.done`));
  };
  const name = isolate(contest.organization || contest.accountId);
  return (
    <Dialog title={t(`contests.${decision}.title`, { name })} section="contests" onClose={onClose}>
      <Form
        kind={decision === 'accept' ? 'primary' : 'danger'}
        submitLabel={t(`contests.${decision}.name`)}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <p>{t(`contests.${decision}.text`)}</p>
        {decision === 'accept' && <CreditFields />}
        <ReasonField hint={t('operator.suspension.reasonHint')} />
      </Form>
    </Dialog>
  );
}

/** Money that goes with an acceptance; none while its amount is empty. */
function CreditFields() {
  const { t } = useTranslation();
  const currencies = currenciesIn(useCatalog().data);
  const [chosen, setChosen] = useState<string>();
  const currency = chosen ?? currencies[0];
  if (currency === undefined) return null;
  const choose = ({ target }: SyntheticEvent) => target instanceof HTMLSelectElement && setChosen(target.value);
  return (
    <div className="form" onChange={choose}>
      <Select
        name="currency"
        label={t('acts.credit.currency')}
        value={currency}
        options={currencies.map((value) => ({ value, label: value.toUpperCase() }))}
      />
      <AmountField
        currency={currency}
        label={t('contests.accept.credit')}
        hint={t('contests.accept.creditHint')}
        isRequired={false}
      />
    </div>
  );
}
