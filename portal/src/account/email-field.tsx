import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { Field } from '../ui/field.tsx';

type EmailFieldProps = { readonly autoComplete: string; readonly hint?: string };

/** Asks for an email address, under the name `email`. */
export function EmailField({ autoComplete, hint }: EmailFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      name="email"
      type="email"
      label={t('signUp.email')}
      hint={hint}
      maxLength={fieldLimits.email}
      autoComplete={autoComplete}
      required
      dir="ltr"
    />
  );
}
