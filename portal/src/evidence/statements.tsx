import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StatementView } from '../../../shared/http/views.ts';
import { getFile, getPage } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { ContestDialog } from './contest-dialog.tsx';
import { OwnContests } from './own-contests.tsx';

/** The latest signed statements of days with reads, each with its file. For 30 days one may be contested. */
export function Statements() {
  const { t } = useTranslation();
  const [contested, setContested] = useState<StatementView>();
  const statements = useQuery({
    queryKey: ['statements'],
    queryFn: () => getPage<StatementView>('/v1/statements?limit=7'),
  });
  return (
    <Section id="statements" title={t('statements.title')} lead={t('statements.lead')}>
      <Loaded query={statements} lines={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="empty">{t('statements.none')}</p>
          ) : (
            <ul className="rows">
              {data.map((statement) => (
                <Row key={statement.day} statement={statement} onContest={() => setContested(statement)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {contested && <ContestDialog day={contested.day} onClose={() => setContested(undefined)} />}
    </Section>
  );
}

const tones = { open: 'warn', accepted: 'good', rejected: 'plain' } as const;

function Row({ statement, onContest }: { readonly statement: StatementView; readonly onContest: () => void }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { day, entries, contest, contestableUntil } = statement;
  const mayContest = contest !== 'open' && contestableUntil > new Date().toISOString();
  const shown = date(`${day}T00:00:00.000Z`);
  const saved = useMutation({
    mutationFn: async () =>
      saveFile(await getFile(`/v1/statements/${day}`, 'application/json'), `statement-${day}.json`),
  });
  return (
    <li>
      <div>
        <strong>{shown}</strong> {contest && <Tag tone={tones[contest]}>{t(`statements.contest.${contest}`)}</Tag>}
        <span className="small">{t('statements.entries', { count: entries, formatted: number(entries) })}</span>
        {contest && (
          <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
            <summary>{t('statements.contests')}</summary>
            {isOpen && <OwnContests day={day} />}
          </details>
        )}
        <ProblemNote error={saved.error} />
      </div>
      <div className="button-row">
        <Button
          kind="quiet"
          label={t('statements.downloadOne', { day: shown })}
          busy={saved.isPending}
          onClick={() => saved.mutate()}
        >
          {t('statements.download')}
        </Button>
        {mayContest && (
          <Allowed to="money">
            <Button kind="quiet" label={t('statements.contestOne', { day: shown })} onClick={onContest}>
              {t('statements.contestIt')}
            </Button>
          </Allowed>
        )}
      </div>
    </li>
  );
}
