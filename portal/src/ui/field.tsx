import { type ComponentProps, type ReactNode, use, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormErrors } from './form.tsx';

/** Attributes that name and describe a field's element and mark it as invalid. */
export type FieldMarks = {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
};

type FrameProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  readonly children: (marks: FieldMarks) => ReactNode;
};

/** A field with its label, hint and, inside a `Form`, its error. An optional field is marked as such. */
export function FieldFrame({ name, label, hint, required = false, children }: FrameProps) {
  const { t } = useTranslation();
  const id = useId();
  const error = use(FormErrors)[name];
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {!required && <span className="optional">{t('form.optional')}</span>}
      </label>
      {children({
        id,
        name,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': describedBy || undefined,
      })}
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

type Described = { readonly name: string; readonly label: string; readonly hint?: ReactNode };

/** A labelled text field of one line. */
export const Field = ({ name, label, hint, ...input }: ComponentProps<'input'> & Described) => (
  <FieldFrame name={name} label={label} hint={hint} required={input.required}>
    {(marks) => <input {...marks} {...input} />}
  </FieldFrame>
);

/** A labelled text field of several lines. */
export const LongField = ({ name, label, hint, ...input }: ComponentProps<'textarea'> & Described) => (
  <FieldFrame name={name} label={label} hint={hint} required={input.required}>
    {(marks) => <textarea rows={4} dir="auto" {...marks} {...input} />}
  </FieldFrame>
);
