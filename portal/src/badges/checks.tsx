import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { CheckList } from './check-list.tsx';

/** What failed before anybody looks, and what to do about it; only while that matters. */
export function Checks({ badge: { state, checks } }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  if (state !== 'checks_failed') return null;
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  return <CheckList checks={failed} label={t('badges.checks')} advise />;
}
