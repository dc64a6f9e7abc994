import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { Appeal } from './appeal.tsx';
import { Checks } from './checks.tsx';
import { PayForBadge } from './pay-for-badge.tsx';
import { shownState } from './shown-state.ts';

/** The meaning of a badge's state for its holder, in a sentence. */
export function useMeaning(badge: BadgeView): string {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const { state } = shownState(badge);
  if (state === 'lapsed' && badge.parent !== null)
    return t('badges.lapsedWithParent', { parent: isolate(`@${badge.parent}`) });
  return t(`badges.means.${state}`);
}

type StandingProps = { readonly badge: BadgeView; readonly onChange: () => void };

/** A badge's status, what it waits for, and what its holder can do. */
export function Standing({ badge, onChange }: StandingProps) {
  const { t } = useTranslation();
  const { state, tone } = shownState(badge);
  const meaning = useMeaning(badge);
  return (
    <Section id="standing" title={t('badges.standing')} actions={<Tag tone={tone}>{t(`badges.state.${state}`)}</Tag>}>
      <p>{meaning}</p>
      <PayForBadge badge={badge} />
      {state === 'needs_more' && badge.request && (
        <Words tone="warn" title={t('badges.request')} words={badge.request}>
          <Allowed to="admins" explained>
            <Button kind="primary" onClick={onChange}>
              {t('badges.answer')}
            </Button>
          </Allowed>
        </Words>
      )}
      {badge.reason && (
        <Words tone={isAgainst(badge) ? 'bad' : 'plain'} title={t('badges.reason')} words={badge.reason} />
      )}
      <Allowed to="admins">
        <Appeal badge={badge} />
      </Allowed>
      {state === 'refused' && badge.canAppealUntil === null && <p>{t('badges.appeal.final')}</p>}
      <Refund badge={badge} />
      <Checks badge={badge} />
    </Section>
  );
}

type WordsProps = {
  readonly tone: 'warn' | 'bad' | 'plain';
  readonly title: string;
  readonly words: string;
  readonly children?: ReactNode;
};

/** Whether the operator decided against the badge. */
const isAgainst = ({ state }: BadgeView): boolean => state === 'refused' || state === 'revoked';

/** A note with the operator's words. */
const Words = ({ tone, title, words, children }: WordsProps) => (
  <Note tone={tone} title={title}>
    <p dir="auto" className="their-words">
      {words}
    </p>
    {children}
  </Note>
);

function Refund({ badge: { refund, refundAt } }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  if (refund === 'none') return null;
  return (
    <p>{t(refundAt ? `badges.refund.${refund}` : 'badges.refund.soon', { date: refundAt ? date(refundAt) : '' })}</p>
  );
}
