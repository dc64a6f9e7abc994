import { useTranslation } from 'react-i18next';
import { isKnownProblem } from '../problems/problem-codes.ts';
import { Code } from '../ui/code.tsx';
import { usePublicPage } from '../ui/public-page.ts';
import { Section } from '../ui/section.tsx';
import { Reason } from './reason.tsx';

/** Why requests were refused, what to do now, and the page of the problem. */
export function Refused({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const publicPage = usePublicPage();
  return (
    <Section id="reason" title={t('requestLog.why')}>
      <p>
        <strong>
          <Reason code={code} />
        </strong>{' '}
        <Code>{code}</Code>
      </p>
      {isKnownProblem(code) && (
        <>
          <p>{t(`problems.${code}.do`)}</p>
          <p className="small">
            <a href={publicPage(`/problems/${code}`)}>{t('failure.more')}</a>
          </p>
        </>
      )}
    </Section>
  );
}
