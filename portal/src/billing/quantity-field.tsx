import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';

type QuantityFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly defaultValue: number;
};

/** From 1 to 1000. */
const quantityPattern = '[1-9][0-9]{0,2}|1000';

/** How many times the plan's amount of prepaid credit is bought. */
export function QuantityField(props: QuantityFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      {...props}
      inputMode="numeric"
      pattern={quantityPattern}
      title={t('credit.quantityRule')}
      required
      dir="ltr"
    />
  );
}
