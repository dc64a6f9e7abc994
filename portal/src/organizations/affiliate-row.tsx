import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AffiliateView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { focusSection } from '../ui/section.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { useAffiliateActions } from './organizations-api.ts';

type Shown = AffiliateView['state'] | 'waiting' | 'seatless';

const tones: Record<Shown, Tone> = {
  accepted: 'good',
  waiting: 'warn',
  seatless: 'warn',
  invited: 'plain',
  declined: 'plain',
  left: 'plain',
  removed: 'plain',
};

function shownOf({ state, awaitsConfirmation, holdsSeat }: AffiliateView): Shown {
  if (state !== 'accepted') return state;
  if (!holdsSeat) return 'seatless';
  return awaitsConfirmation ? 'waiting' : 'accepted';
}

type AffiliateRowProps = {
  readonly handle: string;
  readonly affiliate: AffiliateView;
  readonly onRemove: () => void;
};

/** One affiliate: who, how it stands, and what the organization can do about it. */
export function AffiliateRow({ handle, affiliate, onRemove }: AffiliateRowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { confirm } = useAffiliateActions(handle);
  const { email, displayName, state, id, invitedAt, endedAt, awaitsConfirmation } = affiliate;
  const name = displayName ?? email;
  const confirming = useMutation({
    mutationFn: () => confirm(id),
    onSuccess: () => {
      focusSection('affiliates');
      announce(t('affiliates.confirmed'));
    },
  });
  const shown = shownOf(affiliate);
  return (
    <li>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        <Tag tone={tones[shown]}>{t(`affiliates.state.${shown}`)}</Tag>
        <span className="small">
          {affiliate.handle && (
            <>
              <bdi>@{affiliate.handle}</bdi> ·{' '}
            </>
          )}
          {t(endedAt ? 'affiliates.until' : 'affiliates.since', { date: date(endedAt ?? invitedAt) })}
        </span>
      </div>
      <ProblemNote error={confirming.error} />
      {(state === 'accepted' || state === 'invited') && (
        <div className="button-row">
          {awaitsConfirmation && (
            <Button
              kind="primary"
              label={t('affiliates.confirmOne', { name })}
              busy={confirming.isPending}
              onClick={() => confirming.mutate()}
            >
              {t('affiliates.confirm')}
            </Button>
          )}
          <Button label={t('affiliates.removeOne', { name })} onClick={onRemove}>
            {t('affiliates.remove')}
          </Button>
        </div>
      )}
    </li>
  );
}
