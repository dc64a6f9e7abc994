import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';

type PacksFieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly defaultValue: number;
};

/** From 1 to 1000. */
const packsPattern = '[1-9][0-9]{0,2}|1000';

/** Asks for a number of packs of prepaid credit. */
export function PacksField(props: PacksFieldProps) {
  const { t } = useTranslation();
  return (
    <Field {...props} inputMode="numeric" pattern={packsPattern} title={t('credit.packsRule')} required dir="ltr" />
  );
}
