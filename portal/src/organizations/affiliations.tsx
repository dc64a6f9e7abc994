import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffiliationView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed, NotAllowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { AcceptInvitation } from './accept-invitation.tsx';
import { useAffiliationActions, useAffiliations } from './organizations-api.ts';

/** The account's affiliations and invitations; nothing if there are none. */
export function Affiliations() {
  const { t } = useTranslation();
  const { data } = useAffiliations();
  const open = data?.filter(({ state }) => state === 'invited' || state === 'accepted') ?? [];
  if (open.length === 0) return null;
  return (
    <Section id="affiliations" title={t('affiliations.title')} lead={t('affiliations.lead')}>
      <ul className="rows rows-tall">
        {open.map((affiliation) => (
          <Affiliation key={affiliation.id} affiliation={affiliation} />
        ))}
      </ul>
      <NotAllowed to="admins" />
    </Section>
  );
}

type Open = 'accept' | 'decline' | 'leave';

function Affiliation({ affiliation }: { readonly affiliation: AffiliationView }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const [open, setOpen] = useState<Open>();
  const { state, organization, invitedAt, acceptedAt, awaitsConfirmation } = affiliation;
  const name = organization.displayName;
  const choices: readonly Open[] = state === 'invited' ? ['accept', 'decline'] : ['leave'];
  const shown = state === 'accepted' && awaitsConfirmation ? 'waiting' : state;
  return (
    <li>
      <div className="plan-head">
        <h3>
          <bdi>{name}</bdi>{' '}
          <span className="handle" dir="ltr">
            @{organization.handle}
          </span>
        </h3>
        <Tag tone={shown === 'accepted' ? 'good' : 'warn'}>{t(`affiliates.state.${shown}`)}</Tag>
      </div>
      <p className="small">
        {t(acceptedAt ? 'affiliations.acceptedOn' : 'affiliations.invitedOn', { date: date(acceptedAt ?? invitedAt) })}{' '}
        {!organization.verified && t('affiliations.notVerified')}
      </p>
      <Allowed to="admins">
        <div className="button-row">
          {choices.map((choice) => (
            <Button
              key={choice}
              kind={choice === 'accept' ? 'primary' : 'plain'}
              label={t(`affiliations.${choice}One`, { name })}
              onClick={() => setOpen(choice)}
            >
              {t(`affiliations.${choice}`)}
            </Button>
          ))}
        </div>
      </Allowed>
      {open === 'accept' && <AcceptInvitation affiliation={affiliation} onClose={() => setOpen(undefined)} />}
      {open && open !== 'accept' && <End affiliation={affiliation} how={open} onClose={() => setOpen(undefined)} />}
    </li>
  );
}

type EndProps = {
  readonly affiliation: AffiliationView;
  readonly how: 'decline' | 'leave';
  readonly onClose: () => void;
};

function End({ affiliation: { id, organization }, how, onClose }: EndProps) {
  const { t } = useTranslation();
  const actions = useAffiliationActions(id);
  const finish = () => {
    onClose();
    announce(t(`affiliations.${how}Done`));
  };
  return (
    <Confirm
      section="affiliations"
      title={t(`affiliations.${how}Title`, { name: organization.displayName })}
      confirmLabel={t(`affiliations.${how}`)}
      act={actions[how]}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t(`affiliations.${how}Text`)}</p>
    </Confirm>
  );
}
