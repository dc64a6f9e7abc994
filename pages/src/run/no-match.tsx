import type { Say } from '../words.ts';
import type { Outcome } from './ask.ts';
import { FilterLabel } from './fields.tsx';
import type { Filter, Typed } from './filters.ts';

type NoMatchProps = {
  readonly say: Say;
  readonly filters: readonly Filter[];
  readonly typed: Typed;
  readonly outcome: Outcome | null;
  readonly onRemove: (names: readonly string[]) => void;
};

/** Stands where records would: which filter excludes everything, and a button that removes it; or that no record is here yet. */
export function NoMatch({ say, filters, typed, outcome, onRemove }: NoMatchProps) {
  if (outcome?.kind !== 'rows') return <p class="run-none">{say('run.notYet')}</p>;
  const excluding = filters.filter(({ name }) => outcome.excluding.includes(name));
  return (
    <div class="run-none">
      <p>
        <strong>{say('run.none')}</strong>
      </p>
      <p>{say(excluding.length === 1 ? 'run.excludes' : 'run.excludeTogether')}</p>
      <div class="button-row">
        {excluding.map((filter) => (
          <button key={filter.name} class="button button-plain" type="button" onClick={() => onRemove([filter.name])}>
            {say('run.remove')} <FilterLabel filter={filter} say={say} /> <bdi>{typed[filter.name]}</bdi>
          </button>
        ))}
      </div>
    </div>
  );
}
