import { useMemo } from 'preact/hooks';
import { addressIn } from '../../addresses.ts';
import { sayIn, type Words } from '../words.ts';
import { pathOf } from './ask.ts';
import { CodeTabs } from './code-tabs.tsx';
import type { RunDataset } from './dataset.ts';
import { FilterFields } from './fields.tsx';
import { activeOf, type Filter, filtersOf, readable } from './filters.ts';
import { CostQuestion, KeyChoice } from './key-choice.tsx';
import { NoMatch } from './no-match.tsx';
import { Rows } from './rows.tsx';
import { Status } from './status.tsx';
import { useRun } from './use-run.ts';

/** The island's whole input. It is rendered at build with the same, so that taking it over changes nothing on the screen. */
export type RunProps = {
  readonly id: string;
  readonly language: 'en' | 'ar';
  readonly words: Words;
  readonly origin: string;
  /** The day of the records that are there from the start, as the language writes it. */
  readonly builtDay: string;
  readonly dataset: RunDataset;
  /** How many filters stand in the open; the others are folded. 0: none is folded away, they are not there. */
  readonly open: number;
  readonly hasMore: boolean;
  /** Filters are kept in the page's own address. */
  readonly keepsAddress: boolean;
  readonly dateTime: (iso: string) => string;
};

/** A query of the visitor's own on sample records. Without script it is a form that a page answers. */
export function RunPanel(props: RunProps) {
  const { id, language, words, dataset, open, hasMore, builtDay } = props;
  const say = useMemo(() => sayIn(language, words), [language, words]);
  const filters = useMemo(() => filtersOf(dataset), [dataset]);
  const run = useRun({ ...props, filters });
  const path = pathOf(dataset.id, run.key);
  const fields = { id, typed: run.typed, say, onType: run.type };
  return (
    <div class="run" data-run={dataset.id}>
      <form class="run-form" method="get" action={`/v1/sample/${dataset.id}`} onSubmit={run.submit}>
        {language === 'ar' && <input type="hidden" name="lang" value="ar" />}
        <FilterFields {...fields} filters={filters.slice(0, open)} />
        {hasMore && filters.length > open && (
          <details class="more-filters" open={activeOf(filters.slice(open), run.typed).length > 0}>
            <summary>{say('run.more', { count: filters.length - open })}</summary>
            <div class="run-more">
              <FilterFields {...fields} filters={filters.slice(open)} />
            </div>
          </details>
        )}
        <KeyChoice id={id} kind={run.key} say={say} onChoose={run.choose} />
        <button class="button button-primary run-button" type="submit" aria-busy={run.isBusy || undefined}>
          {say('run.run')}
        </button>
      </form>
      <p class="run-request" dir="ltr">
        <code>
          GET {path}?{readable(run.params)}
        </code>
      </p>
      {run.isAsking && <CostQuestion count={Number(run.params.get('limit'))} say={say} onAnswer={run.answer} />}
      <Status
        outcome={run.outcome}
        builtAt={builtDay}
        say={say}
        problemPage={(code) => addressIn(language, `/problems/${code}`)}
      />
      <Shown {...props} say={say} filters={filters} run={run} />
      <CodeTabs address={`${run.origin}${path}?${readable(run.params)}`} hasKey={run.key !== 'none'} say={say} />
    </div>
  );
}

type ShownProps = RunProps & {
  readonly say: ReturnType<typeof sayIn>;
  readonly filters: readonly Filter[];
  readonly run: ReturnType<typeof useRun>;
};

function Shown({ dataset, say, filters, run, dateTime }: ShownProps) {
  const isNone = run.rows.length === 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure class="run-rows" tabIndex={0} aria-label={say('run.records', { dataset: dataset.title })}>
      {isNone ? (
        <NoMatch say={say} filters={filters} typed={run.typed} outcome={run.outcome} onRemove={run.remove} />
      ) : (
        <Rows
          dataset={dataset}
          rows={run.rows}
          caption={say('run.records', { dataset: dataset.title })}
          dateTime={dateTime}
        />
      )}
    </figure>
  );
}
