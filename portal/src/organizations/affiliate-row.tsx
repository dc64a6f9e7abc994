import { useTranslation } from 'react-i18next';
import type { AffiliateView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';

type Shown = AffiliateView['state'] | 'waiting' | 'seatless' | 'hidden';

const tones: Record<Shown, Tone> = {
  accepted: 'good',
  waiting: 'warn',
  seatless: 'warn',
  hidden: 'warn',
  invited: 'plain',
  declined: 'plain',
  left: 'plain',
  removed: 'plain',
};

function shownOf({ state, awaitsConfirmation, holdsSeat, status }: AffiliateView): Shown {
  if (state !== 'accepted') return state;
  if (!holdsSeat) return 'seatless';
  if (awaitsConfirmation) return 'waiting';
  return status === 'verified' ? 'accepted' : 'hidden';
}

type AffiliateRowProps = {
  readonly affiliate: AffiliateView;
  readonly onConfirm: () => void;
  readonly onRemove: () => void;
};

/** One affiliate: its name and status, and the organization's actions on it. */
export function AffiliateRow({ affiliate, onConfirm, onRemove }: AffiliateRowProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { email, displayName, state, invitedAt, endedAt, toConfirm } = affiliate;
  const name = displayName ?? email;
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
      {(state === 'accepted' || state === 'invited') && (
        <Allowed to="admins">
          <div className="button-row">
            {toConfirm && (
              <Button kind="primary" label={t('affiliates.confirmOne', { name })} onClick={onConfirm}>
                {t('affiliates.confirm')}
              </Button>
            )}
            <Button label={t('affiliates.removeOne', { name })} onClick={onRemove}>
              {t('affiliates.remove')}
            </Button>
          </div>
        </Allowed>
      )}
    </li>
  );
}
