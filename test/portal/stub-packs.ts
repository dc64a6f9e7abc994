import type { PackView } from '../../shared/http/views.ts';
import { gone, listing, ok, type Route, refuse } from './stub-answers.ts';

const pack: PackView = {
  ...{ id: 'pack_2', status: 'ready', from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
  ...{ orderedAt: '2026-11-20T09:00:00.000Z', progress: { done: 744, of: 744 }, reason: null },
  file: { bytes: 1_482_113, sealedThrough: 9_120, keyId: 'k1', expiresAt: '2026-11-27T09:04:00.000Z' },
};

/** A pack that can be fetched, one that is not kept any more, and one that failed. */
export const somePacks = (): PackView[] => [
  { ...pack },
  { ...pack, id: 'pack_1', from: '2026-09-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z', file: null },
  {
    ...pack,
    ...{ id: 'pack_0', from: '2026-08-01T00:00:00.000Z', to: '2026-09-01T00:00:00.000Z', file: null },
    ...{
      status: 'failed',
      progress: { done: 20, of: 744 },
      reason: 'The pack is larger than 2 GB. Order a shorter period.',
    },
  },
];

function order(packs: PackView[], { from = '', to = '2026-11-24T09:00:00.000Z' }: Record<string, string>) {
  if (from > to)
    return refuse('invalid_request', 'A field is wrong.', [{ field: 'from', message: 'must be before `to`' }]);
  const made: PackView = {
    ...pack,
    id: 'pack_3',
    status: 'making',
    from,
    to,
    progress: { done: 3, of: 700 },
    file: null,
  };
  packs.unshift(made);
  return { status: 202, body: made };
}

const read = (packs: readonly PackView[], id: string) => {
  const found = packs.find((each) => each.id === id);
  return found ? ok({ ...found, file: found.file && { ...found.file, url: '/fetched-pack.zip' } }) : gone;
};

/** The routes of packs: the buyer’s, and the operator’s for one organization. */
export const packRoutes: Record<string, Route> = {
  'GET /v1/packs': ({ packs }) => listing(packs),
  'POST /v1/packs': ({ packs }, { body }) => order(packs, body),
  'GET /v1/packs/:id': ({ packs }, _, id) => read(packs, id),
};

/** The operator’s routes of one organization’s packs. */
export const adminPackRoutes: Record<string, Route> = {
  'GET /v1/admin/accounts/:id/packs': ({ packs }) => listing(packs),
  'POST /v1/admin/accounts/:id/packs': ({ packs }, { body }) => order(packs, body),
  'GET /v1/admin/accounts/acc_0/packs/:id': ({ packs }, _, id) => read(packs, id),
};
