import { expect, test } from 'vitest';
import { countOver } from '../../shared/metrics.ts';

test('a count is one line of embedded metric format, in the namespace and the dimension on which the alarm listens', () => {
  const lines: string[] = [];
  countOver(
    'prod',
    () => new Date(1_795_500_000_000),
    (line) => lines.push(line),
  )('Drift', 3);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      _aws: {
        Timestamp: 1_795_500_000_000,
        CloudWatchMetrics: [
          { Namespace: 'Tollgate', Dimensions: [['Stage']], Metrics: [{ Name: 'Drift', Unit: 'Count' }] },
        ],
      },
      Stage: 'prod',
      Drift: 3,
    },
  ]);
});
