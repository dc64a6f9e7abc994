import { useTranslation } from 'react-i18next';
import type { CorrectionView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { readable, type Words } from './readable.ts';

type Difference = CorrectionView['differences'][number];
type DifferencesProps = { readonly differences: readonly Difference[] };

/** The most differences to show open; more are folded away behind their number. */
const maxOpen = 3;

/** The differences, field by field: the stored value, and Stripe's. */
export function Differences({ differences }: DifferencesProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const count = differences.length;
  if (count <= maxOpen) return <List differences={differences} />;
  return (
    <details>
      <summary>{t('operator.drift.count', { count, formatted: number(count) })}</summary>
      <List differences={differences} />
    </details>
  );
}

function List({ differences }: DifferencesProps) {
  return (
    <ul className="differences">
      {differences.map((difference) => (
        <Change key={`${difference.of} ${difference.id} ${difference.field}`} difference={difference} />
      ))}
    </ul>
  );
}

function Change({ difference }: { readonly difference: Difference }) {
  const { t } = useTranslation();
  const { money, dateTime } = useFormat();
  const { of, id, field, before, after, amountMinor, currency } = difference;
  const words: Words = {
    nothing: t('operator.drift.nothing'),
    true: t('operator.drift.yes'),
    false: t('operator.drift.no'),
    time: dateTime,
  };
  return (
    <li>
      <span className="small">
        {t(`operator.drift.of.${of}`)} <Code>{id}</Code>
        {field !== null && (
          <>
            {' · '}
            <Code>{field}</Code>
          </>
        )}
      </span>
      <del>
        <bdi>{readable(before, words)}</bdi>
      </del>
      <span className="arrow" aria-hidden="true">
        →
      </span>
      <ins>
        <bdi>{readable(after, words)}</bdi>
      </ins>
      {amountMinor !== undefined && currency !== undefined && (
        <span className="small">
          <bdi>{money({ amountMinor, currency })}</bdi>
        </span>
      )}
    </li>
  );
}
