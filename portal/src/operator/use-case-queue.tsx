import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminUseCaseView } from '../../../shared/http/views.ts';
import { Section } from '../ui/section.tsx';
import { DecideOnUseCase } from './decide-on-use-case.tsx';
import { PagedListing } from './listing.tsx';
import { type UseCaseDecision, useAdminUseCases } from './operator-api.ts';
import { UseCaseCard } from './use-case-card.tsx';

type State = AdminUseCaseView['state'];
const states: readonly State[] = ['pending', 'declared', 'approved', 'refused', 'revoked', 'ended'];

type Deciding = { readonly useCase: AdminUseCaseView; readonly decision: UseCaseDecision };

/** Use cases by state; those that wait for approval are the default. */
export default function UseCaseQueue() {
  const { t } = useTranslation();
  const id = useId();
  const [state, setState] = useState<State | undefined>('pending');
  const [deciding, setDeciding] = useState<Deciding>();
  const none = state === 'pending' ? 'none' : state ? 'noneOfState' : 'noneAtAll';
  return (
    <Section id="use-cases" title={t('operator.useCases.title')} lead={t('operator.useCases.lead')}>
      <search className="filters">
        <div className="field">
          <label htmlFor={id}>{t('operator.useCases.state')}</label>
          <select
            id={id}
            value={state ?? ''}
            onChange={({ currentTarget: { value } }) => setState(states.find((each) => each === value))}
          >
            {states.map((each) => (
              <option key={each} value={each}>
                {t(`apps.state.${each}`)}
              </option>
            ))}
            <option value="">{t('operator.useCases.everyState')}</option>
          </select>
        </div>
      </search>
      <PagedListing query={useAdminUseCases(state)} empty={t(`operator.useCases.${none}`)}>
        {(items) => (
          <ul className="cards cards-wide">
            {items.map((useCase) => (
              <UseCaseCard
                key={useCase.id}
                useCase={useCase}
                onDecide={(decision) => setDeciding({ useCase, decision })}
              />
            ))}
          </ul>
        )}
      </PagedListing>
      {deciding && <DecideOnUseCase {...deciding} onClose={() => setDeciding(undefined)} />}
    </Section>
  );
}
