import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { decimalsOf } from '../../../shared/domain/money.ts';
import type { AccountView, SpendCapView } from '../../../shared/http/views.ts';
import { put } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { minorOf } from './amount.ts';

/** The spend cap for overage; nothing if no plan bills overage. */
export function SpendCap({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  return account.spendCap ? (
    <Section id="spend-cap" title={t('spendCap.title')} lead={t('spendCap.lead')}>
      <Cap cap={account.spendCap} />
    </Section>
  ) : null;
}

function Cap({ cap: { amountMinor, currency } }: { readonly cap: SpendCapView }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const set = useSetCap();
  const remove = useMutation({ mutationFn: () => set(null), onSuccess: () => announce(t('spendCap.removed')) });
  const decimals = decimalsOf(currency);
  const save = async ({ amount = '' }: Record<string, string>) => {
    await set(minorOf(amount, decimals));
    announce(t('spendCap.saved'));
  };
  return (
    <>
      <p>
        {amountMinor === null ? t('spendCap.none') : t('spendCap.at', { amount: money({ amountMinor, currency }) })}
      </p>
      <Allowed to="money" explained>
        <Form
          submitLabel={t('spendCap.save')}
          onSubmit={save}
          secondary={
            amountMinor !== null && (
              <Button kind="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
                {t('spendCap.remove')}
              </Button>
            )
          }
        >
          <Field
            name="amount"
            label={t('spendCap.amount', { currency: currency.toUpperCase() })}
            hint={t('spendCap.hint')}
            inputMode="decimal"
            pattern={decimals === 0 ? '[0-9]{1,8}' : `[0-9]{1,6}([.,][0-9]{1,${decimals}})?`}
            title={t('spendCap.rule')}
            required
            dir="ltr"
          />
        </Form>
      </Allowed>
      <ProblemNote error={remove.error} />
    </>
  );
}

/** Sets or removes the cap, then reads the account again. */
function useSetCap() {
  const client = useQueryClient();
  return async (amountMinor: number | null) => {
    await put<SpendCapView>('/v1/spend-cap', { amountMinor });
    await client.invalidateQueries({ queryKey: ['account'] });
  };
}
