import type { Say } from '../words.ts';
import type { Filter, Typed } from './filters.ts';

type FieldsProps = {
  readonly id: string;
  readonly filters: readonly Filter[];
  readonly typed: Typed;
  readonly say: Say;
  readonly onType: (name: string, value: string) => void;
};

/** The inputs of filters. They are the inputs of a form that works without script. */
export const FilterFields = ({ id, filters, typed, say, onType }: FieldsProps) => (
  <>
    {filters.map((filter) => {
      const { name, input, known } = filter;
      const own = `${id}-${name.replace(/\W/g, '-')}`;
      return (
        <div key={name} class="field">
          <label for={own}>
            <FilterLabel filter={filter} say={say} />
          </label>
          <input
            id={own}
            name={name}
            type={input}
            step={input === 'number' ? 'any' : undefined}
            list={known.length > 0 ? `${own}-known` : undefined}
            maxLength={input === 'text' ? 200 : undefined}
            dir={input === 'text' ? 'auto' : 'ltr'}
            autocapitalize="none"
            autocomplete="off"
            value={typed[name] ?? ''}
            onInput={(event) => onType(name, event.currentTarget.value)}
          />
          {known.length > 0 && (
            <datalist id={`${own}-known`}>
              {known.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
        </div>
      );
    })}
  </>
);

/** The name of a filter: the field's own name, which code needs, or what a parameter means. */
export function FilterLabel({ filter: { kind, field }, say }: { readonly filter: Filter; readonly say: Say }) {
  if (kind === 'equal') return <code>{field}</code>;
  if (kind === 'atLeast')
    return (
      <bdi dir="ltr">
        <code>{field}</code> ≥
      </bdi>
    );
  return <>{say(`run.filter.${kind}`)}</>;
}
