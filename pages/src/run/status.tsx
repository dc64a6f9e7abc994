import type { Say } from '../words.ts';
import type { Outcome } from './ask.ts';

type StatusProps = {
  readonly outcome: Outcome | null;
  readonly builtAt: string;
  readonly say: Say;
  /** The address of the page about a problem's code. */
  readonly problemPage: (code: string) => string;
};

/** One line about the records that are shown: from when they are, or how the request went. */
export function Status({ outcome, builtAt, say, problemPage }: StatusProps) {
  return (
    <p class="run-status" role="status">
      {outcome === null && say('run.built', { day: builtAt })}
      {outcome?.kind === 'rows' && (
        <>
          <span class="tag tag-good">{outcome.status}</span>{' '}
          {say(outcome.cost === 0 ? 'run.took' : 'run.tookPaid', {
            ms: outcome.tookMs,
            count: outcome.rows.length,
            cost: outcome.cost,
          })}
          {outcome.requestId && (
            <>
              {' · '}
              {say('run.request')} <code>{outcome.requestId}</code>
            </>
          )}
        </>
      )}
      {outcome?.kind === 'failed' && (
        <Failure outcome={outcome} builtAt={builtAt} say={say} problemPage={problemPage} />
      )}
    </p>
  );
}

type FailureProps = Omit<StatusProps, 'outcome'> & { readonly outcome: Extract<Outcome, { kind: 'failed' }> };

function Failure({ outcome: { status, code }, builtAt, say, problemPage }: FailureProps) {
  return (
    <>
      <span class="tag tag-bad">{status ?? '–'}</span> {say(failureOf(status, code))}{' '}
      {say('run.kept', { day: builtAt })} {code && <a href={problemPage(code)}>{say('run.why')}</a>}
    </>
  );
}

function failureOf(status: number | null, code: string | null) {
  if (code === 'session_missing') return 'run.failed.session';
  if (code === 'licence_not_accepted') return 'run.failed.licence';
  if (code === 'presence_required') return 'run.failed.presence';
  if (status === 403) return code === 'scope_missing' ? 'run.failed.scope' : 'run.failed.forbidden';
  if (status === 402) return 'run.failed.payment';
  if (status === 400) return 'run.failed.wrong';
  return status === 429 ? 'run.failed.often' : 'run.failed.other';
}
