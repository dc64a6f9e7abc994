import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Pulses } from '../../shared/domain/status/pulse.ts';
import {
  type DatasetStatus,
  type ServiceStatus,
  type StatusLook,
  statusAfter,
  statusParts,
} from '../../shared/domain/status/service-status.ts';
import { jobFunction } from '../../shared/http/stacks.ts';
import type { Log } from '../../shared/log.ts';

/** Dependencies of the job. */
export type ServiceStatusDeps = {
  readonly catalog: Pick<Catalog, 'datasets'>;
  readonly file: {
    /** The published status, with the tag that a replacement names; null: there is none. */
    read(): Promise<{ readonly status: ServiceStatus; readonly tag: string | undefined } | null>;
    /** @throws Error where another was published since `tag` */
    write(status: ServiceStatus, tag: string | undefined): Promise<void>;
  };
  /** How fresh a dataset is. */
  readonly freshnessOf: (datasetId: string) => Promise<DatasetStatus>;
  /** Milliseconds until the public address answered; null: it did not. */
  readonly requestMs: () => Promise<number | null>;
  /** The notes of workers; null: they cannot be read. */
  readonly pulses: () => Promise<Pulses | null>;
  /** Whether the item that admission follows can be read. */
  readonly isTableUp: () => Promise<boolean>;
  readonly log: Log;
  readonly now: () => Date;
};

/** The parts that are down. */
export type ServiceStatusReport = { readonly down: readonly string[] };

/** Looks at the service as its users do, and publishes the outcome. Runs one after the other count each look once. */
export const serviceStatus = (deps: ServiceStatusDeps) =>
  jobFunction<ServiceStatusReport>(deps, async () => {
    const [before, look] = await Promise.all([deps.file.read(), lookAt(deps)]);
    const status = statusAfter(before?.status ?? null, look, deps.now());
    await deps.file.write(status, before?.tag);
    return { down: statusParts.filter((part) => status.parts[part].up === false) };
  });

async function lookAt(deps: ServiceStatusDeps): Promise<StatusLook> {
  const [apiMs, isTableUp, datasets] = await Promise.all([
    deps.requestMs(),
    deps.isTableUp(),
    Promise.all(deps.catalog.datasets.map(({ id }) => deps.freshnessOf(id))),
  ]);
  // Last, since the workers’ own runs of this minute began together with this look.
  const pulses = await deps.pulses();
  return { apiMs, isDataUp: isTableUp && datasets.every(({ publishedAt }) => publishedAt !== null), datasets, pulses };
}
