import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ConsoleOrganizationView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Section } from '../../ui/section.tsx';

type HoldingsProps = { readonly organization: ConsoleOrganizationView };

/** Its people, keys, apps, badges, licences and domains, each as a short list. */
export function Holdings({ organization }: HoldingsProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { members, invitations, keys, apps, badges, acceptances, domains } = organization;
  return (
    <Section id="holdings" title={t('consoleOrganization.holdings')}>
      <List title={t('consoleOrganization.members')}>
        {members.map(({ id, email, role }) => (
          <li key={id}>
            <bdi>{email || id}</bdi> · {t(`members.role.${role}`)}
          </li>
        ))}
        {invitations.map(({ id, email, role }) => (
          <li key={id}>
            <bdi>{email}</bdi> · {t(`members.role.${role}`)} · {t('consoleOrganization.invited')}
          </li>
        ))}
      </List>
      <List title={t('consoleOrganization.keys')}>
        {keys.map(({ id, start, label, app, revokedAt, expiresAt }) => (
          <li key={id}>
            <Link to={`/console/keys/${encodeURIComponent(id)}`}>
              <Code>{start}</Code>
            </Link>{' '}
            <bdi>{label}</bdi> · <bdi>{app}</bdi>
            {revokedAt && ` · ${t('consoleOrganization.revoked', { at: date(revokedAt) })}`}
            {!revokedAt && expiresAt && ` · ${t('consoleOrganization.expires', { at: date(expiresAt) })}`}
          </li>
        ))}
      </List>
      <List title={t('consoleOrganization.apps')}>
        {apps.map(({ id, name, purpose }) => (
          <li key={id}>
            <bdi>{name || id}</bdi> {purpose && <bdi>· {purpose}</bdi>}
          </li>
        ))}
      </List>
      <List title={t('consoleOrganization.badges')}>
        {badges.map(({ handle, displayName, state }) => (
          <li key={handle}>
            <bdi>@{handle}</bdi> · <bdi>{displayName}</bdi> · <Code>{state}</Code>
          </li>
        ))}
      </List>
      <List title={t('consoleOrganization.acceptances')}>
        {acceptances.map(({ licence, version, name, role, at }) => (
          <li key={`${licence} ${version}`}>
            <bdi>
              {licence} {version}
            </bdi>{' '}
            · <bdi>{name}</bdi>, <bdi>{role}</bdi> · {date(at)}
          </li>
        ))}
      </List>
      <List title={t('consoleOrganization.domains')}>
        {domains.map((domain) => (
          <li key={domain}>
            <bdi>{domain}</bdi>
          </li>
        ))}
      </List>
    </Section>
  );
}

/** A list that is left out where it is empty. */
function List({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.flat().length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  );
}
