import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AutoTopUpView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { type SoldCredit, useAutoTopUp, useSetAutoTopUp } from './credit-api.ts';
import { QuantityField } from './quantity-field.tsx';

/** Buys credit automatically with the last saved card, once less than a threshold is left. */
export function AutoTopUp({ credit }: { readonly credit: SoldCredit }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('autoTopUp.title')}</h3>
      <Loaded query={useAutoTopUp()} lines={2}>
        {(current) => <Settings key={`${current.thresholdUnits} ${current.packs}`} current={current} credit={credit} />}
      </Loaded>
    </>
  );
}

type SettingsProps = { readonly current: AutoTopUpView; readonly credit: SoldCredit };

function Settings({ current: { thresholdUnits, packs }, credit }: SettingsProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const set = useSetAutoTopUp();
  const off = useMutation({
    mutationFn: () => set({ thresholdUnits: null, packs: null }),
    onSuccess: () => announce(t('autoTopUp.removed')),
  });
  const isOn = thresholdUnits !== null && packs !== null;
  const bought = (packs ?? 0) * credit.units;
  const on = { count: bought, formatted: number(bought), below: number(thresholdUnits ?? 0) };
  return (
    <>
      <p>{isOn ? t(`autoTopUp.on.${credit.unit}`, on) : t('autoTopUp.off')}</p>
      <Form
        submitLabel={t(isOn ? 'autoTopUp.change' : 'autoTopUp.save')}
        onSubmit={async (fields) => {
          await set({ thresholdUnits: Number(fields.threshold), packs: Number(fields.autoQuantity) });
          announce(t('autoTopUp.saved'));
        }}
        secondary={
          isOn && (
            <Button kind="quiet" busy={off.isPending} onClick={() => off.mutate()}>
              {t('autoTopUp.remove')}
            </Button>
          )
        }
      >
        <Field
          name="threshold"
          label={t('autoTopUp.threshold')}
          defaultValue={thresholdUnits ?? ''}
          inputMode="numeric"
          pattern="[1-9][0-9]{0,8}"
          title={t('autoTopUp.thresholdRule')}
          required
          dir="ltr"
        />
        <QuantityField
          name="autoQuantity"
          label={t('autoTopUp.quantity')}
          hint={t('autoTopUp.hint')}
          defaultValue={packs ?? 1}
        />
      </Form>
      <ProblemNote error={off.error} />
    </>
  );
}
