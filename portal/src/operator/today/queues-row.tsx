import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { QueueView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Tag } from '../../ui/tag.tsx';

/** All queues in one row, which leads to each of them. */
export function QueuesRow({ queues }: { readonly queues: readonly QueueView[] }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const depths = queues.flatMap(({ depth }) => depth ?? []);
  const sum = (name: 'waiting' | 'inFlight' | 'failed') => depths.reduce((all, depth) => all + depth[name], 0);
  const failed = sum('failed');
  const isWhole = depths.length === queues.length;
  return (
    <li>
      <div>
        <Link to="/console/operations#queues">{t('queues.title')}</Link>
        <p className="small">
          {t('queues.all', { waiting: number(sum('waiting')), inFlight: number(sum('inFlight')) })}
        </p>
      </div>
      {failed > 0 ? (
        <Tag tone="bad">{t('queues.failed', { number: number(failed) })}</Tag>
      ) : (
        <Tag tone={isWhole ? 'good' : 'warn'}>{t(isWhole ? 'queues.noneFailed' : 'queues.someUnread')}</Tag>
      )}
    </li>
  );
}
