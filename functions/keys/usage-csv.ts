import type { UsageGroup, UsageGrouping } from '../../shared/domain/usage/grouped.ts';
import type { Answer } from '../../shared/http/answer.ts';
import { csvAnswer } from '../../shared/http/csv.ts';

const figures = ['units', 'requests', 'served', 'credited', 'refused'] as const;

/** Groups as a file: a column for each grouping, then the sums. */
export const usageCsv = (by: readonly UsageGrouping[], groups: readonly UsageGroup[]): Answer =>
  csvAnswer(
    [...by, ...figures],
    groups.map(({ bucket, and, ...sums }) => [
      ...(and === undefined ? [bucket] : [bucket, and]),
      ...figures.map((figure) => sums[figure]),
    ]),
  );
