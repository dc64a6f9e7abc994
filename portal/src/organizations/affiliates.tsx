import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AffiliatesView, AffiliateView, BadgeView } from '../../../shared/http/views.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { AffiliateRow } from './affiliate-row.tsx';
import { ConfirmAffiliate } from './confirm-affiliate.tsx';
import { InviteAffiliate } from './invite-affiliate.tsx';
import { useAffiliates } from './organizations-api.ts';
import { RemoveAffiliate } from './remove-affiliate.tsx';
import { Seats } from './seats.tsx';

/** An organization's affiliates and its paid seats; nothing if the badge has no affiliates. */
export function Affiliates({ handle, badge }: Pick<BadgeView, 'handle' | 'badge'>) {
  const { t } = useTranslation();
  const { data, error } = useAffiliates(handle);
  if (!data && !error) return null;
  return (
    <Section id="affiliates" title={t('affiliates.title')} lead={t('affiliates.lead')}>
      <ProblemNote error={error} />
      {data && <Places handle={handle} badge={badge} affiliates={data} />}
    </Section>
  );
}

const present = ['accepted', 'invited'];

type PlacesProps = Pick<BadgeView, 'handle' | 'badge'> & { readonly affiliates: AffiliatesView };

function Places({ handle, badge, affiliates: { data, seats } }: PlacesProps) {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  const [confirming, setConfirming] = useState<AffiliateView>();
  const [removing, setRemoving] = useState<AffiliateView>();
  const rows = data.toSorted((a, b) => Number(present.includes(b.state)) - Number(present.includes(a.state)));
  return (
    <>
      <Seats handle={handle} badge={badge} seats={seats} />
      {rows.length === 0 ? (
        <p className="empty">{t('affiliates.none')}</p>
      ) : (
        <ul className="rows">
          {rows.map((affiliate) => (
            <AffiliateRow
              key={affiliate.id}
              affiliate={affiliate}
              onConfirm={() => setConfirming(affiliate)}
              onRemove={() => setRemoving(affiliate)}
            />
          ))}
        </ul>
      )}
      <Allowed to="admins" explained>
        <div className="button-row">
          <Button onClick={() => setInviting(true)}>{t('affiliates.invite')}</Button>
        </div>
      </Allowed>
      {inviting && <InviteAffiliate handle={handle} seats={seats} onClose={() => setInviting(false)} />}
      {confirming?.toConfirm && (
        <ConfirmAffiliate
          handle={handle}
          affiliate={confirming}
          profile={confirming.toConfirm}
          onClose={() => setConfirming(undefined)}
        />
      )}
      {removing && <RemoveAffiliate handle={handle} affiliate={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}
