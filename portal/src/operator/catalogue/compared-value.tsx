import { useTranslation } from 'react-i18next';
import type { ComparedPriceView, ComparedValueView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';

/** A value on one side of the comparison, or that there is none. */
export function ComparedValue({ value }: { readonly value: ComparedValueView | null }) {
  const { t } = useTranslation();
  if (value?.price) return <PriceValue price={value.price} />;
  if (value?.text) return <bdi>{value.text}</bdi>;
  if (value?.is != null) return t(value.is ? 'catalogueDiff.yes' : 'catalogueDiff.no');
  return t('catalogueDiff.nothing');
}

function PriceValue({ price: { amounts, interval, perUnits, tax } }: { readonly price: ComparedPriceView }) {
  const { t } = useTranslation();
  const { money, number, isolate } = useFormat();
  const said = amounts.map((each) => isolate(money(each))).join(' · ');
  const paid = t(`catalogueDiff.paid.${interval ?? 'once'}`, { amounts: said });
  return (
    <>
      {perUnits === null ? paid : t('catalogueDiff.perUnits', { paid, number: number(perUnits) })}
      {tax !== null && ` ${t(`catalogueDiff.tax.${tax}`)}`}
    </>
  );
}
