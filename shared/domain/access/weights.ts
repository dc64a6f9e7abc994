/**
 * How many units one record, bucket or gateway unit costs, by endpoint. Names: `records` and `counts` of any dataset, `counts:posts` of
 * one, `gateway:weather` of an upstream. The more exact name wins; an endpoint without a name weighs 1; 0 is free.
 */
export type Weights = Readonly<Record<string, number>>;

/** The endpoint that a call uses: records or counts of a dataset, or an upstream. */
export type Endpoint = { readonly kind: 'records' | 'counts' | 'gateway'; readonly id: string };

/** The weight of an endpoint; of several plans' the lowest, because any of them pays for the call. */
export function weightOf(plans: readonly Weights[], { kind, id }: Endpoint): number {
  const weights = plans.map((each) => each[`${kind}:${id}`] ?? each[kind] ?? 1);
  return weights.length === 0 ? 1 : Math.min(...weights);
}

/** How many whole items `units` pay for; as many as are `wanted` at most. */
export const itemsFor = (
  units: number,
  { weight, requested }: { readonly weight: number; readonly requested: number },
) => (weight === 0 ? requested : Math.min(requested, Math.floor(units / weight)));
