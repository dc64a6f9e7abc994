import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminBadgeView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { OutsideLink } from '../ui/outside-link.tsx';

/** The facts of an application: its account, its profile and its dates. */
export function BadgeProfile({ badge }: { readonly badge: AdminBadgeView }) {
  const { t } = useTranslation();
  const { dateTime, date } = useFormat();
  const { provenDomain, parent, accountCreatedAt, decidedAt } = badge;
  const facts: readonly (readonly [string, ReactNode] | null)[] = [
    [t('badges.kindLegend'), t(`badges.kind.${badge.kind}`)],
    [t('badges.url'), <OutsideLink key="url" href={badge.url} />],
    provenDomain === null ? null : [t('badges.provenDomain'), <bdi key="domain">{provenDomain}</bdi>],
    parent === null ? null : [t('badges.parent'), <bdi key="parent">@{parent}</bdi>],
    [t('signUp.email'), <bdi key="email">{badge.email}</bdi>],
    accountCreatedAt === null ? null : [t('operator.badges.accountSince'), date(accountCreatedAt)],
    [t('operator.badges.applied'), dateTime(badge.appliedAt)],
    decidedAt === null ? null : [t('badges.decidedOn'), dateTime(decidedAt)],
  ];
  return (
    <dl className="facts">
      {facts.map(
        (fact) =>
          fact && (
            <Fragment key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
