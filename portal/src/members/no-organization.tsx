import { useTranslation } from 'react-i18next';
import { DeleteLogin } from '../account/delete-login.tsx';
import { Page } from '../ui/page.tsx';
import { Section } from '../ui/section.tsx';
import { NewOrganization } from './new-organization.tsx';

/** For a person who belongs to no organization: how to join one, to make one, or to delete the account. */
export default function NoOrganization() {
  const { t } = useTranslation();
  return (
    <Page narrow title={t('noOrganization.title')} lead={t('noOrganization.lead')}>
      <Section id="join" title={t('noOrganization.join')}>
        <p>{t('noOrganization.joinText')}</p>
      </Section>
      <Section id="new-organization" title={t('noOrganization.create')} lead={t('noOrganization.createText')}>
        <div className="card">
          <NewOrganization />
        </div>
      </Section>
      <Section id="own-data" title={t('ownData.login')} lead={t('ownData.loginLead')}>
        <DeleteLogin hold={null} />
      </Section>
    </Page>
  );
}
