import { useState } from 'react';
import type { AccountView, BadgeView } from '../../../shared/http/views.ts';
import { FailingPayments } from '../billing/failing-payments.tsx';
import { Affiliates } from '../organizations/affiliates.tsx';
import { DomainProof } from '../organizations/domain-proof.tsx';
import { Page } from '../ui/page.tsx';
import { BackToBadges } from './back-to-badges.tsx';
import { ChangeProfile } from './change-profile.tsx';
import { Credential } from './credential.tsx';
import { EmbedPanel } from './embed-panel.tsx';
import { Profile } from './profile.tsx';
import { Standing } from './standing.tsx';

/** One badge with its status, profile and embed code; an organization's also with its domain and affiliates. */
export function OneBadge({ badge, account }: { readonly badge: BadgeView; readonly account: AccountView }) {
  const [changing, setChanging] = useState(false);
  const isOrganization = badge.kind !== 'person';
  return (
    <Page title={badge.displayName} lead={<bdi dir="ltr">@{badge.handle}</bdi>}>
      <BackToBadges />
      {badge.parent === null && <FailingPayments account={account} of={badge.badge} />}
      <div className="dashboard">
        <div className="dashboard-main">
          <Standing badge={badge} onChange={() => setChanging(true)} />
          {isOrganization && badge.state !== 'revoked' && <DomainProof handle={badge.handle} />}
          {isOrganization && <Affiliates handle={badge.handle} badge={badge.badge} />}
          {badge.verified && <EmbedPanel badge={badge} />}
          {badge.verified && <Credential badge={badge} />}
        </div>
        <div className="dashboard-side">
          <Profile badge={badge} onChange={() => setChanging(true)} />
        </div>
      </div>
      {changing && <ChangeProfile badge={badge} onClose={() => setChanging(false)} />}
    </Page>
  );
}
