import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../shared/http/views.ts';
import { Note } from '../ui/note.tsx';
import { Tag } from '../ui/tag.tsx';
import { toneOf } from './use-cases-api.ts';

type Shown = { readonly app: AppView };

/** The state of an app's latest use case, where an operator decides on it. */
export function UseCaseTag({ app: { useCase } }: Shown) {
  const { t } = useTranslation();
  if (!useCase || useCase.state === 'declared') return null;
  return <Tag tone={toneOf[useCase.state]}>{t(`apps.state.${useCase.state}`)}</Tag>;
}

/** Says how a state concerns the app’s keys, with the reason of the decision. */
export function UseCaseNote({ app: { useCase } }: Shown) {
  const { t } = useTranslation();
  if (!useCase || useCase.state === 'declared' || useCase.state === 'ended') return null;
  const { state, reason, approved } = useCase;
  if (state === 'approved') return null;
  return (
    <Note tone={toneOf[state]}>
      <p>{t(approved ? 'apps.earlierHolds' : `apps.stateText.${state}`)}</p>
      {reason && (
        <p className="their-words">
          {t('apps.reason')} <bdi>{reason}</bdi>
        </p>
      )}
    </Note>
  );
}
