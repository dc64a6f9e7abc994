import { useTranslation } from 'react-i18next';
import type { QueueView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Tag } from '../../ui/tag.tsx';

const columns = ['queue', 'waiting', 'inFlight', 'failed'] as const;

/** About how many messages each queue holds. A queue that could not be read says so, and is never shown as empty. */
export function Queues({ queues }: { readonly queues: readonly QueueView[] }) {
  const { t } = useTranslation();
  return (
    <Section id="queues" title={t('queues.title')} lead={t('queues.lead')}>
      <ScrollTable caption={t('queues.title')} head={columns.map((column) => t(`queues.column.${column}`))}>
        {queues.map((queue) => (
          <Row key={queue.name} queue={queue} />
        ))}
      </ScrollTable>
    </Section>
  );
}

function Row({ queue: { name, depth } }: { readonly queue: QueueView }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <tr>
      <th scope="row">{t(`queues.name.${name}`)}</th>
      {depth ? (
        <>
          <td className="number">{number(depth.waiting)}</td>
          <td className="number">{number(depth.inFlight)}</td>
          <td className="number">{depth.failed > 0 ? <Tag tone="bad">{number(depth.failed)}</Tag> : number(0)}</td>
        </>
      ) : (
        <td colSpan={3}>
          <Tag tone="warn">{t('queues.unread')}</Tag>
        </td>
      )}
    </tr>
  );
}
