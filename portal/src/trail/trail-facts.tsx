import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditView } from '../../../shared/http/views.ts';
import { useAppName, useApps } from '../apps/apps-api.ts';
import { useFormat } from '../i18n/format.ts';
import { roles } from '../members/roles.ts';
import { Code } from '../ui/code.tsx';
import { type Fact, factsOf } from './facts.ts';

/** The details of a line in words; nothing where it has none. */
export function TrailFacts({ detail }: Pick<AuditView, 'detail'>) {
  const { t } = useTranslation();
  return factsOf(detail).map((fact) => (
    <span key={fact.name} className="small trail-detail">
      {t(`trail.field.${fact.name}`)} <Value fact={fact} />
    </span>
  ));
}

function Value({ fact }: { readonly fact: Fact }): ReactNode {
  const { t } = useTranslation();
  const { date, dateTime, money } = useFormat();
  switch (fact.as) {
    case 'text':
      return <bdi>{fact.value}</bdi>;
    case 'code':
      return fact.name === 'cap' && fact.value === 'none' ? t('trail.noCap') : <Code>{fact.value}</Code>;
    case 'instant':
      return dateTime(fact.value);
    case 'day':
      return date(fact.value);
    case 'money':
      return money({ amountMinor: fact.amountMinor, currency: fact.currency });
    case 'app':
      return <AppName id={fact.value} />;
    case 'environment':
      return fact.value === 'live' ? t('keys.environment.live') : t('keys.environment.test');
    case 'role':
      return roleName(t, fact.value);
    case 'fields':
      return <Fields names={fact.value} />;
  }
}

function roleName(t: TFunction, value: string): string {
  const role = roles.find((each) => each === value);
  return role ? t(`members.role.${role}`) : value;
}

function AppName({ id }: { readonly id: string }) {
  const nameOf = useAppName();
  const app = useApps().data?.find((each) => each.id === id);
  return app ? <bdi>{nameOf(app)}</bdi> : <Code>{id}</Code>;
}

/** Fields with a name in both languages; the others are named as the API does. */
const known = ['label', 'scopes', 'cidrs', 'expiresAt', 'name', 'url', 'types', 'rateLimits', 'country'] as const;

function Fields({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  return names.map((name, at) => {
    const word = known.find((each) => each === name);
    return (
      <span key={name}>
        {at > 0 && ' · '}
        {word ? t(`trail.changed.${word}`) : <Code>{name}</Code>}
      </span>
    );
  });
}
