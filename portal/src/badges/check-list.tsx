import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { Tag } from '../ui/tag.tsx';

const tones = { passed: 'good', failed: 'bad', noted: 'warn' } as const;
const rules = ['account_age', 'email', 'picture', 'handle', 'name', 'site'] as const;

type CheckListProps = {
  readonly checks: BadgeView['checks'];
  readonly label: string;
  /** Whether to show the holder what to do. */
  readonly advise?: boolean;
};

/** The result of each automatic check. Details are the API's own sentences. */
export function CheckList({ checks, label, advise = false }: CheckListProps) {
  const { t } = useTranslation();
  return (
    <ul className="checks" aria-label={label}>
      {checks.map(({ rule, outcome, detail }) => {
        const known = rules.find((each) => each === rule);
        return (
          <li key={rule}>
            <Tag tone={tones[outcome]}>{t(`badges.outcome.${outcome}`)}</Tag>
            <div>
              <strong>{known ? t(`badges.rule.${known}`) : rule}</strong>
              {detail && (
                <p className="small" dir="auto">
                  {detail}
                </p>
              )}
              {advise && known && <p>{t(`badges.advice.${known}`)}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
