import { useTranslation } from 'react-i18next';
import { isKnownProblem } from '../problems/problem-codes.ts';

/** Why requests were refused, in the reader's language. */
export function Reason({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  return isKnownProblem(code) ? t(`problems.${code}.title`) : <code dir="ltr">{code}</code>;
}
