import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminUseCaseView } from '../../../shared/http/views.ts';
import { Place } from '../apps/place.tsx';
import { toneOf } from '../apps/use-cases-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Tag } from '../ui/tag.tsx';
import { useMay } from './may.ts';
import type { UseCaseDecision } from './operator-api.ts';

type UseCaseCardProps = {
  readonly useCase: AdminUseCaseView;
  readonly onDecide: (decision: UseCaseDecision) => void;
};

/** A use case with all that was declared, the decisions on it, and a button for each decision that is possible now. */
export function UseCaseCard({ useCase, onDecide }: UseCaseCardProps) {
  const { t } = useTranslation();
  const { appName, purpose, training, government, state, inForce } = useCase;
  return (
    <li className="card stack badge-application">
      <h3>
        <bdi>{appName}</bdi>
      </h3>
      <div>
        <Tag tone={toneOf[state]}>{t(`apps.state.${state}`)}</Tag>{' '}
        {inForce && <Tag>{t('operator.useCases.inForce')}</Tag>}
      </div>
      <div>
        <p className="their-words">
          <bdi>{purpose}</bdi>
        </p>
        <span className="small">
          {t(training ? 'apps.trains' : 'apps.trainsNot')} · {t(government ? 'apps.governments' : 'apps.noGovernments')}
        </span>
      </div>
      <Facts useCase={useCase} />
      <Decisions useCase={useCase} />
      <DecisionButtons useCase={useCase} onDecide={onDecide} />
    </li>
  );
}

function Facts({ useCase }: Pick<UseCaseCardProps, 'useCase'>) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { organization, audience, shownAt, declaredAt, id } = useCase;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('operator.accounts.organization'), <bdi key="organization">{organization}</bdi>],
    [t('apps.audience'), <bdi key="audience">{audience ?? '–'}</bdi>],
    [t('apps.shownAt'), shownAt ? <Place key="shownAt" at={shownAt} /> : t('apps.notPublic')],
    [t('operator.useCases.declared'), dateTime(declaredAt)],
    ['ID', <code key="id">{id}</code>],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Decisions({ useCase: { decisions } }: Pick<UseCaseCardProps, 'useCase'>) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  if (decisions.length === 0) return null;
  return (
    <details>
      <summary>
        {t('operator.useCases.history', { count: decisions.length, formatted: number(decisions.length) })}
      </summary>
      <ol className="history">
        {decisions.toReversed().map(({ decision, reason, operator, at }) => (
          <li key={at}>
            <strong>{t(`operator.useCases.${decision}`)}</strong>
            <span className="small">
              {dateTime(at)} · <bdi>{operator}</bdi>
            </span>
            <p className="their-words" dir="auto">
              {reason}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The decisions that are possible on a use case in its present state. */
function decisionsOn({ state, isLatest }: AdminUseCaseView): readonly UseCaseDecision[] {
  if (state === 'approved') return ['revoke'];
  if (!isLatest || state === 'ended') return [];
  return state === 'pending' || state === 'declared' ? ['approve', 'refuse'] : ['approve'];
}

function DecisionButtons({ useCase, onDecide }: UseCaseCardProps) {
  const { t } = useTranslation();
  if (!useMay('reviewers')) return null;
  return (
    <div className="button-row">
      {decisionsOn(useCase).map((decision) => (
        <Button
          key={decision}
          kind={decision === 'approve' ? 'primary' : 'plain'}
          label={t(`operator.useCases.${decision}One`, { name: useCase.appName })}
          onClick={() => onDecide(decision)}
        >
          {t(`operator.useCases.${decision}`)}
        </Button>
      ))}
    </div>
  );
}
