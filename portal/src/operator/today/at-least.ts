import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';

/** A count as it may be said: where counting ended early, “at least” so many. */
export function useCounted() {
  const { t } = useTranslation();
  const { number } = useFormat();
  return ({ count, more }: { readonly count: number; readonly more: boolean }): string =>
    more ? t('today.atLeast', { number: number(count) }) : number(count);
}
