import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RequireSession } from '../account/require-session.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { BackToBadges } from './back-to-badges.tsx';
import { useBadges } from './badges-api.ts';
import { OneBadge } from './one-badge.tsx';

/** `/app/badges/{handle}`: one badge, for its holder. */
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
            <Loaded query={badges}>{() => <BackToBadges />}</Loaded>
          </Page>
        );
      }}
    </RequireSession>
  );
}
