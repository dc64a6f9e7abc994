import { idWithin, parseRequestId } from '../../shared/domain/access/request-id.ts';
import { problems } from '../../shared/errors.ts';
import type { RequestView } from '../../shared/http/views.ts';
import type { LoggedCall, ServedPlace } from '../../shared/services/evidence/served-requests.ts';
import type { PlacedRefusal } from '../../shared/storage/evidence/refusals.ts';

/** Refused requests of one key for one reason, as their organization sees them. */
export const loggedRefusal = (accountId: string, row: PlacedRefusal): RequestView => ({
  ...{ id: idWithin(row.place, accountId, Date.parse(row.from)), status: 'refused' },
  ...{ reason: row.reason, httpStatus: problems[row.reason].status },
  ...{ key: row.keyId, app: row.app, dataset: row.dataset, count: row.count, from: row.from, to: row.to },
  calls: row.calls.map((each) => ({ ...each })),
  ...{ units: 0, records: null, bytes: null, receipt: null },
});

/** A served request, as its organization sees it. */
export const loggedServed = (accountId: string, { place, seal, call }: LoggedCall): RequestView => ({
  id: idWithin(`${place.seq}_${place.entry}`, accountId, Date.parse(call.at)),
  ...{ status: call.kind === 'read' ? 'served' : 'allowed' },
  ...{ reason: null, httpStatus: null },
  ...{ key: call.key, app: call.app, dataset: call.dataset, count: 1, from: call.at, to: call.at },
  calls: [{ at: call.at, query: call.query, address: call.address }],
  ...{ units: call.units, records: call.records?.count ?? null, bytes: call.bytes ?? null },
  receipt: { instance: call.instance, segment: call.segment, index: call.index, seal },
});

/** The place within an organization that an id of its log stands for, also one from before ids named it; null: it is of another. */
export function placeWithin(accountId: string, id: string): string | null {
  const parsed = parseRequestId(id);
  if (!parsed) return id;
  return parsed.organizationId === accountId ? parsed.id : null;
}

/** The place that the id of a served request stands for; null: it is of another kind. */
export function placeOfId(id: string): ServedPlace | null {
  const [, seq, entry] = /^(\d{1,12})_(\d{1,16})$/.exec(id) ?? [];
  return seq === undefined || entry === undefined ? null : { seq: Number(seq), entry: Number(entry) };
}
