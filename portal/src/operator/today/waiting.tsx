import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TodayView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { useCounted } from './at-least.ts';

const places = { badges: '/console/badges', useCases: '/console/use-cases', contests: '/console/contests' } as const;

/** Reviews that wait for a decision, and what was corrected in a day. */
export function Waiting({ today: { reviews, corrections } }: { readonly today: TodayView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const counted = useCounted();
  const kinds = (['badges', 'useCases', 'contests'] as const).filter((kind) => reviews[kind].count > 0);
  if (kinds.length === 0 && corrections.count === 0) return null;
  return (
    <ul className="rows rows-short">
      {kinds.map((kind) => (
        <Row key={kind} label={t(`today.waiting.${kind}`)} to={places[kind]} counted={counted(reviews[kind])}>
          {reviews[kind].oldestAt && t('today.oldest', { at: dateTime(reviews[kind].oldestAt) })}
        </Row>
      ))}
      {corrections.count > 0 && (
        <Row label={t('today.corrections')} to="/console/drift" counted={counted(corrections)}>
          {corrections.lastAt && t('today.last', { at: dateTime(corrections.lastAt) })}
        </Row>
      )}
    </ul>
  );
}

type RowProps = {
  readonly label: string;
  readonly to: string;
  readonly counted: string;
  readonly children: string | null;
};

const Row = ({ label, to, counted, children }: RowProps) => (
  <li>
    <div>
      <Link to={to}>{label}</Link>
      <p className="small">{children}</p>
    </div>
    <strong>{counted}</strong>
  </li>
);
