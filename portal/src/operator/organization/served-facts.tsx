import { useTranslation } from 'react-i18next';
import { useResourceTitle } from '../../catalog/resource-title.ts';
import { useFormat } from '../../i18n/format.ts';
import type { ServedLine } from './timeline-csv.ts';

/** The served requests of a UTC day: how many, what was billed, by how many keys, and of which datasets. */
export function ServedFacts({ line }: { readonly line: ServedLine }) {
  const { t } = useTranslation();
  const { isolate, number } = useFormat();
  const titleOf = useResourceTitle();
  return (
    <>
      <span className="small">
        {t('timelineWords.served', {
          number: number(line.requests),
          billed: number(line.units),
          keys: number(line.keys),
        })}
      </span>
      <span className="small">{line.datasets.map((dataset) => isolate(titleOf(dataset))).join(' · ')}</span>
    </>
  );
}
