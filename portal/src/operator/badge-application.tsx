import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { CheckList } from '../badges/check-list.tsx';
import { Picture } from '../badges/picture.tsx';
import { shownState } from '../badges/shown-state.ts';
import { useFormat } from '../i18n/format.ts';
import { Note } from '../ui/note.tsx';
import { Tag } from '../ui/tag.tsx';
import { BadgeDecisionButtons } from './badge-decision-buttons.tsx';
import { BadgeHistory } from './badge-history.tsx';
import { BadgeProfile } from './badge-profile.tsx';
import { CodePoints } from './code-points.tsx';
import type { BadgeDecision } from './operator-api.ts';

type BadgeApplicationProps = {
  readonly badge: AdminBadgeView;
  readonly onDecide: (decision: BadgeDecision) => void;
};

/** An application with everything that a decision needs. The page loads nothing from the holder's site; the picture is our stored copy. */
export function BadgeApplication({ badge, onDecide }: BadgeApplicationProps) {
  const { t } = useTranslation();
  const { displayName, handle, checks } = badge;
  const { state, tone } = shownState(badge);
  return (
    <li className="card stack badge-application">
      <div className="badge-head">
        <Picture src={badge.pictureUrl} />
        <h3>
          <bdi>{displayName}</bdi>{' '}
          <span className="handle" dir="ltr">
            @{handle}
          </span>
        </h3>
        <Tag tone={tone}>{t(`badges.state.${state}`)}</Tag>
      </div>
      <CodePoints text={displayName} />
      <BadgeProfile badge={badge} />
      <Words badge={badge} />
      {checks.length > 0 && <CheckList checks={checks} label={t('operator.badges.checks', { name: displayName })} />}
      <BadgeHistory badge={badge} />
      <BadgeDecisionButtons badge={badge} onDecide={onDecide} />
    </li>
  );
}

/** The operator's question, the holder's answer, the reason of the decision, and the appeal. */
function Words({ badge: { request, answer, reason, appeal } }: { readonly badge: AdminBadgeView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const said = [
    ['request', t('operator.badges.asked'), request],
    ['answer', t('operator.badges.answered'), answer],
    ['reason', t('badges.reason'), reason],
    ['appeal', appeal && t('operator.badges.appealed', { at: dateTime(appeal.at) }), appeal?.text],
  ] as const;
  return said.map(
    ([name, title, words]) =>
      words && (
        <Note key={name} tone={name === 'appeal' ? 'warn' : 'plain'} title={title ?? ''}>
          <p className="their-words" dir="auto">
            {words}
          </p>
        </Note>
      ),
  );
}
