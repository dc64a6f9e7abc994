import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeState } from '../../../shared/http/views.ts';

const states: readonly BadgeState[] = [
  ...(['in_review', 'needs_more', 'checks_failed', 'awaiting_payment'] as const),
  ...(['approved', 'refused', 'revoked'] as const),
];

type BadgeFilterProps = {
  /** Undefined: every state. */
  readonly state: BadgeState | undefined;
  readonly onState: (state: BadgeState | undefined) => void;
  readonly words: string;
  readonly onWords: (words: string) => void;
};

/** The filter of the list of applications: state and search words. */
export function BadgeFilter({ state, onState, words, onWords }: BadgeFilterProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <search className="filters">
      <div className="field">
        <label htmlFor={`${id}-state`}>{t('operator.badges.state')}</label>
        <select
          id={`${id}-state`}
          value={state ?? ''}
          onChange={({ currentTarget: { value } }) => onState(states.find((each) => each === value))}
        >
          {states.map((each) => (
            <option key={each} value={each}>
              {t(`badges.state.${each}`)}
            </option>
          ))}
          <option value="">{t('operator.badges.everyState')}</option>
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-words`}>{t('operator.badges.search')}</label>
        <input
          id={`${id}-words`}
          type="search"
          dir="auto"
          placeholder={t('operator.badges.searchIn')}
          value={words}
          onChange={({ currentTarget: { value } }) => onWords(value)}
        />
      </div>
    </search>
  );
}
