import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { AccountView, BadgeView } from '../../../shared/http/views.ts';
import { RequireSession } from '../account/require-session.tsx';
import { FailingPayments } from '../billing/failing-payments.tsx';
import { Affiliates } from '../organizations/affiliates.tsx';
import { DomainProof } from '../organizations/domain-proof.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { useBadges } from './badges-api.ts';
import { ChangeProfile } from './change-profile.tsx';
import { Credential } from './credential.tsx';
import { EmbedPanel } from './embed-panel.tsx';
import { Profile } from './profile.tsx';
import { Standing } from './standing.tsx';

/** `/dashboard/badges/{handle}`: all of one badge, for its holder. */
export default function BadgePage() {
  const { t } = useTranslation();
  const { handle = '' } = useParams();
  const badges = useBadges();
  return (
    <RequireSession title={t('badges.title')}>
      {(account) => {
        const badge = badges.data?.find((each) => each.handle === handle);
        if (badge) return <OneBadge badge={badge} account={account} />;
        return (
          <Page title={`@${handle}`} lead={badges.data && t('badges.notHere')}>
            <Loaded query={badges}>{() => <BackToAll />}</Loaded>
          </Page>
        );
      }}
    </RequireSession>
  );
}

function OneBadge({ badge, account }: { readonly badge: BadgeView; readonly account: AccountView }) {
  const [changing, setChanging] = useState(false);
  const isOrganization = badge.kind !== 'person';
  return (
    <Page title={badge.displayName} lead={<bdi dir="ltr">@{badge.handle}</bdi>}>
      <BackToAll />
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

function BackToAll() {
  const { t } = useTranslation();
  return (
    <p>
      <Link to="/dashboard#badges">{t('badges.all')}</Link>
    </p>
  );
}
