import { type ComponentProps, type ReactNode, use, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormErrors } from './form.tsx';

type FieldProps = ComponentProps<'input'> & {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
};

/** A labelled text field with its hint and, inside a `Form`, its error. A field that is not required says so. */
export function Field({ name, label, hint, ...input }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const error = use(FormErrors)[name];
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {!input.required && <span className="optional">{t('form.optional')}</span>}
      </label>
      <input
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        {...input}
      />
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} dir="auto">
          {error}
        </p>
      )}
    </div>
  );
}
