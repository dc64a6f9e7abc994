import { useTranslation } from 'react-i18next';
import { isSaidIn, problemOf } from '../api/problem.ts';
import { isKnownProblem } from '../problems/problem-codes.ts';
import { usePublicPage } from './public-page.ts';

type ProblemNoteProps = { readonly error: unknown; readonly besides?: readonly string[] };

/**
 * The problem's title in the reader's language, then the API's own sentence. Where that is in another language, there is advice instead.
 * Messages of the fields in `besides` are shown next to those fields and are not repeated. Nothing if there is no error.
 */
export function ProblemNote({ error, besides = [] }: ProblemNoteProps) {
  const { t, i18n } = useTranslation();
  const publicPage = usePublicPage();
  if (!error) return null;
  const problem = problemOf(error);
  const code = problem?.code ?? 'internal';
  const isSaid = isSaidIn(i18n.language, error);
  const others = (problem?.errors ?? []).filter(({ field }) => !besides.includes(field));
  return (
    <div className="note note-bad" role="alert">
      <strong>{isKnownProblem(code) ? t(`problems.${code}.title`) : t('failure.network')}</strong>
      {problem?.detail && <p>{!isSaid && isKnownProblem(code) ? t(`problems.${code}.do`) : problem.detail}</p>}
      {others.length > 0 && (
        <ul>
          {others.map(({ field, message }) => (
            <li key={field} dir="auto">
              <code>{field}</code>
              {isSaid && `: ${message}`}
            </li>
          ))}
        </ul>
      )}
      {problem?.requestId && (
        <p className="small">
          <a href={publicPage(`/problems/${code}`)}>{t('failure.more')}</a> · {t('failure.request')}{' '}
          <code dir="ltr">{problem.requestId}</code>
        </p>
      )}
    </div>
  );
}
