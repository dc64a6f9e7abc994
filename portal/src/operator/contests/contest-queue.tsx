import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { AdminContestView } from '../../../../shared/http/views.ts';
import { Pick } from '../../ui/pick.tsx';
import { Section } from '../../ui/section.tsx';
import { PagedListing } from '../listing.tsx';
import { ContestCard } from './contest-card.tsx';
import { type ContestDecision, type ContestFilter, useContests } from './contests-api.ts';
import { DecideOnContest } from './decide-on-contest.tsx';

const states = ['open', 'closed', 'all'] as const;

/** `/console/contests?state=`: statements that organizations say are wrong; those to be decided are the default. */
export default function ContestQueue() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [deciding, setDeciding] = useState<{ contest: AdminContestView; decision: ContestDecision }>();
  const state = states.find((each) => each === params.get('state')) ?? 'open';
  const listed: ContestFilter | undefined = state === 'all' ? undefined : state;
  const choose = (chosen: string) => setParams(chosen === 'open' ? {} : { state: chosen }, { replace: true });
  return (
    <Section id="contests" title={t('contests.title')} lead={t('contests.lead')}>
      <search className="filters">
        <Pick
          label={t('contests.state')}
          value={state}
          options={states.map((value) => ({ value, label: t(`contests.states.${value}`) }))}
          onPick={choose}
        />
      </search>
      <PagedListing query={useContests(listed)} empty={t(`contests.none.${state}`)}>
        {(items) => (
          <ul className="cards cards-wide">
            {items.map((contest) => (
              <ContestCard
                key={`${contest.accountId} ${contest.id}`}
                contest={contest}
                onDecide={(decision) => setDeciding({ contest, decision })}
              />
            ))}
          </ul>
        )}
      </PagedListing>
      {deciding && <DecideOnContest {...deciding} onClose={() => setDeciding(undefined)} />}
    </Section>
  );
}
