import { useTranslation } from 'react-i18next';
import type { AccountView, OrganizationView } from '../../../shared/http/views.ts';
import { useCountries } from '../i18n/countries.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { NotAllowed } from './allowed.tsx';
import { useOrganization } from './members-api.ts';
import { OrganizationForm } from './organization-form.tsx';
import { may } from './roles.ts';

/** The organization's details: for admins a form, for others to read. */
export function Organization({ account: { id, role } }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  return (
    <Section id="organization" title={t('organization.title')}>
      <Loaded query={useOrganization(id)} lines={4}>
        {(organization) => (
          <div className="stack">
            {may(role, 'admins') ? (
              <OrganizationForm organization={organization} />
            ) : (
              <ReadDetails organization={organization} />
            )}
            <Fixed organization={organization} />
            <NotAllowed to="admins" />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

type DetailsProps = { readonly organization: OrganizationView };

function ReadDetails({ organization: { name, legalName, country } }: DetailsProps) {
  const { t } = useTranslation();
  const countries = useCountries();
  const said = {
    name,
    legalName: legalName ?? t('organization.notGiven'),
    country: countries.find(({ value }) => value === country)?.label ?? t('organization.notGiven'),
  };
  return (
    <dl className="facts facts-stacked">
      {(['name', 'legalName', 'country'] as const).map((fact) => (
        <Fact key={fact} name={t(`organization.${fact}`)} value={said[fact]} />
      ))}
    </dl>
  );
}

/** Details that follow from elsewhere: the contact's address is a member's, and domains are proven with a badge. */
function Fixed({ organization: { contactEmail, domains } }: DetailsProps) {
  const { t } = useTranslation();
  return (
    <dl className="facts facts-stacked">
      <Fact name={t('organization.contact')} value={contactEmail} />
      {domains.length > 0 && <Fact name={t('organization.domains')} value={domains.join(', ')} />}
    </dl>
  );
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </>
);
