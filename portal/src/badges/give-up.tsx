import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { BadgeView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useBadgeActions } from './badges-api.ts';

type GiveUpProps = { readonly badge: BadgeView; readonly onClose: () => void };

/** Asks for confirmation, withdraws an application or deletes a badge, and returns to the dashboard. */
export function GiveUp({ badge, onClose }: GiveUpProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { giveUp } = useBadgeActions();
  const leave = async () => {
    onClose();
    await navigate('/app/badges');
    announce(t('badges.giveUp.done'));
  };
  return (
    <Confirm
      section="profile"
      title={t('badges.giveUp.title', { name: badge.displayName })}
      confirmLabel={t('badges.giveUp.confirm')}
      act={() => giveUp(badge.handle)}
      onDone={() => void leave()}
      onClose={onClose}
    >
      <p>{t('badges.giveUp.text')}</p>
      <p>{t('badges.giveUp.money')}</p>
    </Confirm>
  );
}
