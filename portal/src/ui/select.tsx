import { use, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormErrors } from './form.tsx';

type SelectProps = {
  readonly name: string;
  readonly label: string;
  /** Shown while nothing is chosen; absent where something always is. */
  readonly placeholder?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly autoComplete?: string;
  /** Chosen at first; nothing by default. */
  readonly value?: string;
  /** Nothing may be chosen, which sends an empty text. */
  readonly optional?: boolean;
  readonly hint?: string;
};

/** A labelled choice of one from many. */
export function Select({
  name,
  label,
  placeholder,
  options,
  autoComplete,
  value: chosen = '',
  optional = false,
  hint,
}: SelectProps) {
  const { t } = useTranslation();
  const id = useId();
  const error = use(FormErrors)[name];
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {optional && <span className="optional">{t('form.optional')}</span>}
      </label>
      <select
        id={id}
        name={name}
        autoComplete={autoComplete}
        defaultValue={chosen}
        required={!optional}
        aria-invalid={error ? true : undefined}
        aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
      >
        {placeholder !== undefined && (
          <option value="" disabled={!optional}>
            {placeholder}
          </option>
        )}
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
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
