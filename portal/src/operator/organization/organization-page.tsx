import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { Acts } from '../acts/acts.tsx';
import { SeeAsBuyerButton } from '../acts/see-as-buyer.tsx';
import { Curl } from '../curl.tsx';
import { Head } from './head.tsx';
import { Holdings } from './holdings.tsx';
import { organizationPath, useOrganization } from './organization-api.ts';
import { OrganizationPacks } from './organization-packs.tsx';
import { Timeline } from './timeline.tsx';

/** `/console/organizations/{id}`: who this is, what fails, what they pay and why, and all that happened. */
export default function OrganizationPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const query = useOrganization(id);
  return (
    <div className="stack">
      <Section
        id="organization"
        title={query.data?.name || t('consoleOrganization.title')}
        actions={query.data && <Acts organization={query.data} />}
      >
        <Loaded query={query} lines={6}>
          {(organization) => <Head organization={organization} />}
        </Loaded>
        {query.data && <SeeAsBuyerButton organization={query.data} />}
        <Curl path={organizationPath(id)} />
      </Section>
      <Timeline id={id} />
      {query.data && <Holdings organization={query.data} />}
      {query.data && <OrganizationPacks id={id} />}
    </div>
  );
}
