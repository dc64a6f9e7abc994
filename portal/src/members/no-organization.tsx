import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { DeleteLogin } from '../account/delete-login.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Section } from '../ui/section.tsx';
import { createOrganization } from './members-api.ts';
import { openOrganization } from './open-organization.ts';

/** For a person who belongs to no organization: how to join one, to make one, or to delete the account. */
export function NoOrganization() {
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
        <DeleteLogin />
      </Section>
    </Page>
  );
}

function NewOrganization() {
  const { t } = useTranslation();
  return (
    <Form
      submitLabel={t('noOrganization.submit')}
      onSubmit={async ({ name = '' }) => openOrganization((await createOrganization(name)).id)}
    >
      <Field
        name="name"
        label={t('signUp.organization')}
        hint={t('signUp.organizationHint')}
        autoComplete="organization"
        maxLength={fieldLimits.organization}
        required
      />
    </Form>
  );
}
