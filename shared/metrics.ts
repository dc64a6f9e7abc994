import { type MetricName, metricNamespace } from './env.ts';

/** Adds to a metric of the deployment. */
export type Count = (name: MetricName, value: number) => void;

/**
 * Counts by lines of CloudWatch's embedded metric format,
 * by stage
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * Past `console`, before whose lines Lambda writes words of its own.
 */
export const countOver =
  (
    stage: string,
    now: () => Date,
    write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  ): Count =>
  (name, value) => {
    const metric = { Namespace: metricNamespace, Dimensions: [['Stage']], Metrics: [{ Name: name, Unit: 'Count' }] };
    write(
      JSON.stringify({
        _aws: { Timestamp: now().getTime(), CloudWatchMetrics: [metric] },
        Stage: stage,
        [name]: value,
      }),
    );
  };
