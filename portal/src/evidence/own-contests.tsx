import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ContestView } from '../../../shared/http/views.ts';
import { getAll } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { Loaded } from '../ui/loaded.tsx';

/** The organization's contests of one day's statement, with the decisions and their reasons. They are read when they are opened. */
export function OwnContests({ day }: { readonly day: string }) {
  const { t } = useTranslation();
  const { dateTime, money } = useFormat();
  const contests = useQuery({
    queryKey: ['statements', day, 'contests'],
    queryFn: () => getAll<ContestView>(`/v1/statements/${day}/contests`),
  });
  return (
    <Loaded query={contests} lines={2}>
      {(all) => (
        <ol className="history">
          {all.map(({ id, at, reason, decision }) => (
            <li key={id}>
              <span className="small">{t('statements.contestedAt', { at: dateTime(at) })}</span>
              <p className="their-words" dir="auto">
                {reason}
              </p>
              {decision ? (
                <>
                  <span className="small">
                    {t('statements.decidedAt', { at: dateTime(decision.at) })}
                    {decision.credit && <> · {t('statements.credit', { amount: money(decision.credit) })}</>}
                  </span>
                  <p className="their-words" dir="auto">
                    {decision.reason}
                  </p>
                </>
              ) : (
                <span className="small">{t('statements.undecided')}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
