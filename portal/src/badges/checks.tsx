import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { CheckList } from './check-list.tsx';

/** Failed automatic checks of an undecided application, and what the holder can do about them. */
export function Checks({ badge: { state, checks } }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  if (state !== 'checks_failed') return null;
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  return <CheckList checks={failed} label={t('badges.checks')} advise />;
}
