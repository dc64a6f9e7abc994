import type { Say } from '../words.ts';
import type { Outcome } from './ask.ts';

type StatusProps = { readonly outcome: Outcome | null; readonly builtAt: string; readonly say: Say };

/** One line about the records that are shown: from when they are, or how the request went. */
export function Status({ outcome, builtAt, say }: StatusProps) {
  return (
    <p class="run-status" role="status">
      {outcome === null && say('run.built', { day: builtAt })}
      {outcome?.kind === 'rows' && (
        <>
          <span class="tag tag-good">{outcome.status}</span>{' '}
          {say('run.took', { ms: outcome.tookMs, count: outcome.rows.length })}
          {outcome.requestId && (
            <>
              {' · '}
              {say('run.request')} <code>{outcome.requestId}</code>
            </>
          )}
        </>
      )}
      {outcome?.kind === 'failed' && (
        <>
          <span class="tag tag-bad">{outcome.status ?? '–'}</span> {say(failureOf(outcome))}{' '}
          {say('run.kept', { day: builtAt })}
        </>
      )}
    </p>
  );
}

function failureOf({ status }: Extract<Outcome, { kind: 'failed' }>) {
  if (status === 400) return 'run.failed.wrong';
  return status === 429 ? 'run.failed.often' : 'run.failed.other';
}
