import { useId } from 'react';

type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (value: string) => void;
};

/** A labelled choice that takes effect immediately, for the filter of a list. */
export function Pick({ label, value, options, onPick }: PickProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

type PickDayProps = Omit<PickProps, 'options'> & {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

/** A labelled day, as `2026-11-24`, which takes effect immediately; an empty text for none. */
export function PickDay({ label, value, min, max, onPick }: PickDayProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={({ currentTarget }) => onPick(currentTarget.value)}
      />
    </div>
  );
}
