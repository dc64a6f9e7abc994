import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { ChangeHandle } from './change-handle.tsx';
import { GiveUp } from './give-up.tsx';
import { Picture } from './picture.tsx';

type ProfileProps = { readonly badge: BadgeView; readonly onChange: () => void };

/** The profile of a badge, with the buttons that change it or delete the badge. */
export function Profile({ badge, onChange }: ProfileProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'handle' | 'giveUp'>();
  const close = () => setOpen(undefined);
  return (
    <Section id="profile" title={t('badges.profile')}>
      <Picture src={badge.pictureUrl ?? badge.picture} />
      <Facts badge={badge} />
      <Allowed to="admins" explained>
        <div className="button-row">
          {mayChange(badge) && (
            <>
              <Button onClick={onChange}>{t('badges.change.open')}</Button>
              <Button onClick={() => setOpen('handle')}>{t('badges.move.open')}</Button>
            </>
          )}
          <Button kind="quiet" onClick={() => setOpen('giveUp')}>
            {t('badges.giveUp.open')}
          </Button>
        </div>
      </Allowed>
      {open === 'handle' && <ChangeHandle badge={badge} onClose={close} />}
      {open === 'giveUp' && <GiveUp badge={badge} onClose={close} />}
    </Section>
  );
}

/** Whether the profile can be changed: not after a revocation, nor after a refusal that can no longer be appealed. */
const mayChange = ({ state, canAppealUntil }: BadgeView) =>
  state !== 'revoked' && (state !== 'refused' || canAppealUntil !== null);

function Facts({ badge }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const facts: readonly (readonly [string, string])[] = [
    [t('badges.kindLegend'), t(`badges.kind.${badge.kind}`)],
    [t('badges.handle'), `@${badge.handle}`],
    [t('badges.url'), badge.url],
    ...(badge.provenDomain ? [[t('badges.provenDomain'), badge.provenDomain] as const] : []),
    ...(badge.parent ? [[t('badges.parent'), `@${badge.parent}`] as const] : []),
    [t('badges.appliedOn'), date(badge.appliedAt)],
    ...(badge.decidedAt ? [[t('badges.decidedOn'), date(badge.decidedAt)] as const] : []),
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
