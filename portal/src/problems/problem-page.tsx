import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ProblemCode } from '../../../shared/errors.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Code, CodeBlock } from '../ui/code.tsx';
import { Page } from '../ui/page.tsx';
import { isKnownProblem, problemStatuses } from './problem-codes.ts';
import { exampleOf } from './problem-example.ts';

/** `/problems/{code}`: the page behind a problem's `type`, with its meaning and what to do. */
export function ProblemPage() {
  const { code = '' } = useParams();
  return isKnownProblem(code) ? <Explanation code={code} /> : <NotFoundPage />;
}

function Explanation({ code }: { readonly code: ProblemCode }) {
  const { t } = useTranslation();
  return (
    <Page narrow title={t(`problems.${code}.title`)}>
      <dl className="facts card">
        <dt>{t('problem.code')}</dt>
        <dd>
          <Code>{code}</Code>
        </dd>
        <dt>{t('problem.status')}</dt>
        <dd>
          <Code>{problemStatuses[code]}</Code>
        </dd>
        <dt>{t('problem.what')}</dt>
        <dd>{t(`problems.${code}.means`)}</dd>
        <dt>{t('problem.do')}</dt>
        <dd>{t(`problems.${code}.do`)}</dd>
      </dl>
      <h2>{t('problem.example')}</h2>
      <CodeBlock label={t('problem.example')}>{exampleOf(code, window.location.origin)}</CodeBlock>
      <p>
        <Link to="/problems">{t('problem.all')}</Link>
      </p>
    </Page>
  );
}
