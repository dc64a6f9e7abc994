import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OwnSessionView } from '../../../shared/http/views.ts';
import { getAll, remove } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { SignOutEverywhere } from './sign-out-everywhere.tsx';

/** The person's sessions, the one of this browser first, each with a way to end it; and the end of all. */
export function Sessions() {
  const { t } = useTranslation();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => getAll<OwnSessionView>('/v1/sessions') });
  return (
    <Section id="sessions" title={t('sessions.title')} lead={t('sessions.lead')}>
      <Loaded query={sessions} lines={2}>
        {(items) => (
          <ul className="rows rows-short">
            {items
              .toSorted((one, other) => Number(other.current) - Number(one.current))
              .map((each) => (
                <SessionRow key={each.id} session={each} />
              ))}
          </ul>
        )}
      </Loaded>
      <div className="button-row">
        <SignOutEverywhere />
      </div>
    </Section>
  );
}

function SessionRow({
  session: { id, browser, network, signedInBy, startedAt, current },
}: {
  readonly session: OwnSessionView;
}) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const name = browser ?? t('sessions.unknownBrowser');
  const end = useMutation({
    mutationFn: () => remove(`/v1/sessions/${encodeURIComponent(id)}`),
    onSuccess: () => announce(t('sessions.ended')),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <li>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {current && <Tag tone="good">{t('sessions.current')}</Tag>}
        <span className="small">
          {t(`sessions.by.${signedInBy}`)}
          {network && (
            <>
              {' · '}
              <bdi dir="ltr">{network}</bdi>
            </>
          )}
        </span>
        {startedAt && <span className="small">{dateTime(startedAt)}</span>}
        <ProblemNote error={end.error} />
      </div>
      {!current && (
        <Button
          kind="quiet"
          label={t('sessions.endOne', { name, at: startedAt ? dateTime(startedAt) : '' })}
          busy={end.isPending}
          onClick={() => end.mutate()}
        >
          {t('nav.signOut')}
        </Button>
      )}
    </li>
  );
}
