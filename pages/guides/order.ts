/** The guides of a deployment, in their order. Some need something to be sold. */
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';

/** Every guide, by the name of its file in `pages/docs`. */
export const guideIds = [
  'quick-start',
  'keys',
  'filtering',
  'counts',
  'exports',
  'gateway',
  'limits',
  'billing',
  'webhooks',
  'badges',
  'errors',
  'evidence',
  'signing',
  'evidence-by-hand',
] as const;
/** A guide. */
export type GuideId = (typeof guideIds)[number];

type Sold = Pick<Catalog, 'datasets'> & Partial<Pick<Catalog, 'upstreams' | 'badges'>>;

const ofDatasets: readonly GuideId[] = ['quick-start', 'filtering', 'counts', 'exports'];

/** The guides that this deployment needs: those of datasets, of the gateway and of badges only where there are some. */
export const guidesOf = ({ datasets, upstreams = [], badges = [] }: Sold): GuideId[] => {
  const hasGateway = upstreams.some(({ baseUrl }) => baseUrl !== undefined);
  const isLeftOut = (id: GuideId): boolean =>
    (datasets.length === 0 && ofDatasets.includes(id)) ||
    (!hasGateway && id === 'gateway') ||
    (badges.length === 0 && id === 'badges');
  return guideIds.filter((id) => !isLeftOut(id));
};
