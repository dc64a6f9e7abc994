import { use, useId } from 'react';
import { FormErrors } from './form.tsx';

type SelectProps = {
  readonly name: string;
  readonly label: string;
  /** Shown while nothing is chosen. */
  readonly placeholder: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly autoComplete?: string;
};

/** A labelled choice of one from many, with nothing chosen at first. */
export function Select({ name, label, placeholder, options, autoComplete }: SelectProps) {
  const id = useId();
  const error = use(FormErrors)[name];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        autoComplete={autoComplete}
        defaultValue=""
        required
        aria-invalid={error ? true : undefined}
        aria-describedby={error && `${id}-error`}
      >
        <option value="" disabled>
          {placeholder}
        </option>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {error && (
        <p className="field-error" id={`${id}-error`} dir="auto">
          {error}
        </p>
      )}
    </div>
  );
}
