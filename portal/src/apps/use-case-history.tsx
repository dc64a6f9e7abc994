import { useTranslation } from 'react-i18next';
import type { UseCaseView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';

/** The use cases of an app, the latest first, once there is more than one. */
export function UseCaseHistory({ useCases }: { readonly useCases: readonly UseCaseView[] }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  if (useCases.length < 2) return null;
  return (
    <details>
      <summary>{t('apps.history', { count: useCases.length, formatted: number(useCases.length) })}</summary>
      <ol className="history">
        {useCases.map(({ id, declaredAt, state, purpose, audience, shownAt, reason }) => (
          <li key={id}>
            <strong>{t(`apps.state.${state}`)}</strong>
            <span className="small">
              {dateTime(declaredAt)} · <code dir="ltr">{id}</code>
            </span>
            <p className="their-words">
              <bdi>{[purpose, audience, shownAt].filter(Boolean).join(' · ')}</bdi>
            </p>
            {reason && (
              <p className="their-words">
                {t('apps.reason')} <bdi>{reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
