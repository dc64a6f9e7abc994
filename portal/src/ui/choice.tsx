import { use, useId } from 'react';
import { FormErrors } from './form.tsx';

type Option = { readonly value: string; readonly label: string; readonly hint?: string };
type ChoiceProps = {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly Option[];
  /** Chosen at first, instead of the first option; an empty text leaves the choice to the reader. */
  readonly value?: string;
};

/** Radio buttons for one of a few options; one has to be chosen. */
export function Choice({ name, legend, options, value: chosen = options[0]?.value }: ChoiceProps) {
  const error = use(FormErrors)[name];
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <label key={value} className="choice-option">
          <input type="radio" name={name} value={value} required defaultChecked={value === chosen} />
          <span>
            <span className="choice-label">{label}</span>
            {hint && <span className="hint">{hint}</span>}
          </span>
        </label>
      ))}
      {error && <p className="field-error">{error}</p>}
    </fieldset>
  );
}

/** A checkbox that must be ticked before its form can be sent. */
export function Consent({ name, label }: { readonly name: string; readonly label: string }) {
  const id = useId();
  const error = use(FormErrors)[name];
  return (
    <div className="field">
      <label className="choice-option">
        <input
          type="checkbox"
          name={name}
          required
          aria-invalid={error ? true : undefined}
          aria-describedby={error && id}
        />
        <span>{label}</span>
      </label>
      {error && (
        <p className="field-error" id={id}>
          {error}
        </p>
      )}
    </div>
  );
}

/** A checkbox that may be ticked. */
export const Tick = ({
  name,
  label,
  hint,
  checked = false,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** Ticked at first. */
  readonly checked?: boolean;
}) => (
  <label className="choice-option">
    <input type="checkbox" name={name} defaultChecked={checked} />
    <span>
      <span className="choice-label">{label}</span>
      <span className="hint">{hint}</span>
    </span>
  </label>
);
