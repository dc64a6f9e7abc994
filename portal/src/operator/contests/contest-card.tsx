import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AdminContestView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useMay } from '../may.ts';
import type { ContestDecision } from './contests-api.ts';

type ContestCardProps = {
  readonly contest: AdminContestView;
  readonly onDecide: (decision: ContestDecision) => void;
};

const tones = { open: 'warn', accepted: 'good', rejected: 'plain' } as const;

/** A contest with its reason and subject, the decision, and the buttons of one that is not decided. */
export function ContestCard({ contest, onDecide }: ContestCardProps) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { accountId, organization, day, reason, state } = contest;
  return (
    <li className="card stack badge-application">
      <h3>
        <Link to={`/console/organizations/${accountId}`}>
          <bdi>{organization || accountId}</bdi>
        </Link>
      </h3>
      <div>
        <Tag tone={tones[state]}>{t(`contests.stateOf.${state}`)}</Tag>{' '}
        {t('contests.statement', { day: date(`${day}T00:00:00.000Z`) })}
      </div>
      <p className="their-words" dir="auto">
        {reason}
      </p>
      <Facts contest={contest} />
      <Decided contest={contest} />
      {state === 'open' && <DecisionButtons contest={contest} onDecide={onDecide} />}
    </li>
  );
}

function Facts({ contest: { at, app, dataset, entries, id } }: Pick<ContestCardProps, 'contest'>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const all: readonly (readonly [string, ReactNode])[] = [
    [t('contests.at'), dateTime(at)],
    [t('contests.app'), app && <code>{app}</code>],
    [t('contests.dataset'), dataset && <code>{dataset}</code>],
    [t('contests.entries'), entries.length > 0 && <code>{entries.join(' ')}</code>],
    ['ID', <code key="id">{id}</code>],
  ];
  return (
    <dl className="facts">
      {all.map(
        ([name, value]) =>
          value && (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}

function Decided({ contest: { decision, creditGivenAt } }: Pick<ContestCardProps, 'contest'>) {
  const { t } = useTranslation();
  const { dateTime, money } = useFormat();
  if (decision === null) return null;
  const { credit } = decision;
  const amount = credit && money(credit);
  return (
    <div>
      <p className="their-words" dir="auto">
        {decision.reason}
      </p>
      <p className="small">{t('contests.decided', { at: dateTime(decision.at) })}</p>
      {amount && creditGivenAt && (
        <p className="small">{t('contests.creditGiven', { amount, at: dateTime(creditGivenAt) })}</p>
      )}
      {amount && !creditGivenAt && <p className="small">{t('contests.creditWaits', { amount })}</p>}
    </div>
  );
}

function DecisionButtons({ contest, onDecide }: ContestCardProps) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  if (!useMay('finance')) return null;
  const name = isolate(contest.organization || contest.accountId);
  return (
    <div className="button-row">
      {(['accept', 'reject'] as const).map((decision) => (
        <Button
          key={decision}
          kind={decision === 'accept' ? 'primary' : 'plain'}
          label={t(`contests.${decision}.title`, { name })}
          onClick={() => onDecide(decision)}
        >
          {t(`contests.${decision}.name`)}
        </Button>
      ))}
    </div>
  );
}
