import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { decisionsOn } from './badge-decisions.ts';
import { useMay } from './may.ts';
import type { BadgeDecision } from './operator-api.ts';

type BadgeDecisionButtonsProps = {
  readonly badge: AdminBadgeView;
  readonly onDecide: (decision: BadgeDecision) => void;
};

/** A button for each decision that is possible on a badge now. */
export function BadgeDecisionButtons({ badge, onDecide }: BadgeDecisionButtonsProps) {
  const { t } = useTranslation();
  if (!useMay('reviewers')) return null;
  return (
    <div className="button-row">
      {decisionsOn(badge).map((decision) => (
        <Button
          key={decision}
          kind={decision === 'approve' ? 'primary' : 'plain'}
          label={t(`operator.badges.${decision}One`, { name: badge.displayName })}
          onClick={() => onDecide(decision)}
        >
          {t(`operator.badges.${decision}`)}
        </Button>
      ))}
    </div>
  );
}
