import { useTranslation } from 'react-i18next';
import type { ConsoleOrganizationView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Note } from '../../ui/note.tsx';
import { OutsideLink } from '../../ui/outside-link.tsx';
import { Absent } from '../../ui/scroll-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useOpenAct } from '../acts/acts.tsx';
import { useMay } from '../may.ts';

type HeadProps = { readonly organization: ConsoleOrganizationView };

/** `isPeek`: beside a list, where nothing is done. */
type LookProps = HeadProps & { readonly isPeek?: boolean };

const tones = { full: 'good', grace: 'warn', none: 'plain' } as const;

/** The first look: what is wrong, what is paid, and whom it is about. */
export function Head({ organization, isPeek = false }: LookProps) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormat();
  const mayRestore = useMay('support');
  const open = useOpenAct();
  const { suspension, hold, mailHeldBack, state, access, accessUntil } = organization;
  return (
    <div className="stack">
      {suspension && (
        <Note tone="bad" title={t('consoleOrganization.suspended', { at: dateTime(suspension.at) })}>
          <p>
            <bdi>{suspension.reason}</bdi>
          </p>
          {mayRestore && !isPeek && (
            <div>
              <Button onClick={() => open('restore')}>{t('acts.restore.name')}</Button>
            </div>
          )}
        </Note>
      )}
      <Failing organization={organization} />
      {hold && (
        <Note tone="warn" title={t('consoleOrganization.hold', { at: date(hold.since) })}>
          <p>
            <bdi>{hold.reason}</bdi>
          </p>
        </Note>
      )}
      <p>
        <Tag tone={tones[access]}>{t(`operator.access.${access}`)}</Tag>{' '}
        {state !== 'active' && <Tag tone="warn">{t(`operator.state.${state}`)}</Tag>}{' '}
        {mailHeldBack && <Tag tone="warn">{t(`operator.heldBack.${mailHeldBack}`)}</Tag>}{' '}
        {accessUntil && t('consoleOrganization.until', { at: dateTime(accessUntil) })}
      </p>
      <Pays organization={organization} />
      <Used organization={organization} />
      <p>
        <bdi>{organization.email}</bdi> ·{' '}
        {organization.stripeCustomerId ? <Code>{organization.stripeCustomerId}</Code> : <Absent />} ·{' '}
        {t('consoleOrganization.since', { at: date(organization.createdAt) })}
        {organization.legalName && (
          <>
            {' '}
            · <bdi>{organization.legalName}</bdi>
          </>
        )}
        {organization.country && ` · ${organization.country}`}
      </p>
    </div>
  );
}

/** Each failing payment: what it is for, since when, until when access lasts, and where it is paid. */
function Failing({ organization: { failing } }: HeadProps) {
  const { t } = useTranslation();
  const { date, dateTime, money } = useFormat();
  return failing.map(({ of, id, subscription, amount, since, accessUntil, payAt }) => (
    <Note key={`${of} ${subscription}`} tone="bad" title={t(`consoleOrganization.failing.${of}`)}>
      <p>
        {id && (
          <>
            <bdi>{id}</bdi>
            {' · '}
          </>
        )}
        {[
          amount && money(amount),
          since && t('consoleOrganization.failing.since', { at: date(since) }),
          accessUntil && t('consoleOrganization.until', { at: dateTime(accessUntil) }),
          !accessUntil && of !== 'credit' && t('consoleOrganization.failing.ended'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {payAt && (
        <p>
          {t('consoleOrganization.failing.invoice')} <OutsideLink href={payAt} />
        </p>
      )}
    </Note>
  ));
}

/** The monthly price, and the reason for each part of it. */
function Pays({ organization: { paysMonthly, subscriptions } }: HeadProps) {
  const { t } = useTranslation();
  const { date, money, isolate } = useFormat();
  return (
    <div>
      <p>
        <strong>
          {paysMonthly.length > 0
            ? t('consoleOrganization.pays', { amounts: paysMonthly.map(money).join(' + ') })
            : t('consoleOrganization.paysNothing')}
        </strong>
      </p>
      {subscriptions.length > 0 && (
        <ul>
          {subscriptions.map(({ id, plan, badge, price, amount, status, priceFrom, since, offer }) => (
            <li key={id}>
              <bdi>{plan ?? badge ?? price ?? id}</bdi> {amount && `· ${money(amount)} `}·{' '}
              {t(`consoleOrganization.price.${priceFrom}`)} · {t('consoleOrganization.since', { at: date(since) })} ·{' '}
              <Code>{status}</Code>
              {offer && (
                <>
                  <br />
                  {t('consoleOrganization.price.offered', {
                    by: isolate(offer.by),
                    at: date(offer.at),
                    reason: isolate(offer.reason),
                  })}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The allowance and the credit, as far as they are used. */
function Used({ organization: { usage, credit } }: HeadProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <p>
      {usage.allowance === null
        ? t('consoleOrganization.noAllowance')
        : t('consoleOrganization.used', { used: number(usage.used), allowance: number(usage.allowance) })}
      {credit &&
        ` · ${t('consoleOrganization.credit', { left: number(credit.remaining), bought: number(credit.bought) })}`}
    </p>
  );
}
