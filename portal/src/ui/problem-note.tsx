import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemOf } from '../api/problem.ts';
import { isKnownProblem } from '../problems/problem-codes.ts';

type ProblemNoteProps = { readonly error: unknown; readonly besides?: readonly string[] };

/**
 * What went wrong: the problem's title in the reader's language, the API's own sentence, and a way to read more.
 * Messages of the fields in `besides` stand beside those fields and are not repeated. Nothing where there is no error.
 */
export function ProblemNote({ error, besides = [] }: ProblemNoteProps) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = problemOf(error);
  const code = problem?.code ?? 'internal';
  const others = (problem?.errors ?? []).filter(({ field }) => !besides.includes(field));
  return (
    <div className="note note-bad" role="alert">
      <strong>{isKnownProblem(code) ? t(`problems.${code}.title`) : t('failure.network')}</strong>
      {problem?.detail && <p dir="auto">{problem.detail}</p>}
      {others.length > 0 && (
        <ul>
          {others.map(({ field, message }) => (
            <li key={field} dir="auto">
              <code>{field}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {problem?.requestId && (
        <p className="small">
          <Link to={`/problems/${code}`}>{t('failure.more')}</Link> · {t('failure.request')}{' '}
          <code dir="ltr">{problem.requestId}</code>
        </p>
      )}
    </div>
  );
}
