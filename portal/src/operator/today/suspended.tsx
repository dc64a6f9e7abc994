import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SuspendedView, TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { later } from '../../later-pages.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { useMay } from '../may.ts';
import { useTimeline } from '../organization/organization-api.ts';
import { useCounted } from './at-least.ts';

const RestoreDialog = later(() => import('./restore-dialog.tsx'), 'today', 'console', 'overview', 'buyer');

/** Organizations that were suspended in the last 48 hours: the reason, the operator, and the way back. */
export function SuspendedOfLate({ suspended }: { readonly suspended: TodayView['suspended'] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const counted = useCounted();
  const mayDecide = useMay('support');
  const [opened, setOpened] = useState<SuspendedView['organization']>();
  const close = () => {
    setOpened(undefined);
    void client.invalidateQueries({ queryKey: ['admin', 'today'] });
  };
  if (suspended.count === 0) return null;
  return (
    <Section id="suspended" title={t('attentionToday.suspended', { number: counted(suspended) })}>
      <ul className="rows rows-short">
        {suspended.data.map((each) => (
          <Row key={each.organization.id} suspended={each}>
            {mayDecide && (
              <Button
                label={t('attentionToday.restoreOne', { name: each.organization.name || each.organization.id })}
                onClick={() => setOpened(each.organization)}
              >
                {t('attentionToday.restore')}
              </Button>
            )}
          </Row>
        ))}
      </ul>
      {opened && (
        <Suspense fallback={null}>
          <RestoreDialog organization={opened} onClose={close} />
        </Suspense>
      )}
    </Section>
  );
}

type RowProps = { readonly suspended: SuspendedView; readonly children: ReactNode };

/** The operator’s name stands in the trail alone, so it is read there. */
function Row({ suspended: { organization, reason, at }, children }: RowProps) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const { data: lines = [] } = useTimeline(organization.id, { kinds: ['decision'], until: '' });
  const line = lines.find((each) => 'action' in each && each.action === 'account.suspended');
  const by = line && 'actor' in line ? line.actor : '…';
  return (
    <li>
      <div>
        <Link to={`/console/organizations/${encodeURIComponent(organization.id)}?kinds=decision`}>
          <bdi>{organization.name || organization.id}</bdi>
        </Link>
        <p>
          <bdi>{reason}</bdi>
        </p>
        <p className="small">{t('attentionToday.by', { at: dateTime(at), name: isolate(by) })}</p>
      </div>
      {children}
    </li>
  );
}
