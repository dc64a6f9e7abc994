import { createHash } from 'node:crypto';
import { recordsHash } from '../../shared/domain/evidence/entry.ts';
import { AppError } from '../../shared/errors.ts';
import { type Answer, seeOther, withHeaders } from '../../shared/http/answer.ts';
import { idempotencyKeyOf } from '../../shared/http/idempotency-key.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { StoredExportView } from '../../shared/http/views.ts';
import type { ReadOutcome } from '../../shared/services/datasets/dataset-answer.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { AskedExport, StoredExport } from '../../shared/storage/usage/export-claims.ts';
import type { DataCaller } from './caller.ts';
import type { DataDeps } from './deps.ts';

/** An export that is in the store, with the ids of its records, and the dataset's version where it did not change meanwhile. */
export type MadeExport = { readonly stored: StoredExport; readonly ids: readonly string[]; readonly version?: string };

/** Makes an export once, however often it is requested. */
export type Once = {
  /** The answer of the earlier export; null: there is none. */
  find(): Promise<Answer | null>;
  run(make: () => Promise<MadeExport>): Promise<ReadOutcome>;
};

/**
 * Makes one export for an `Idempotency-Key` within 24 hours. A repeated request gets the same file at a fresh address, and costs nothing
 * more. Another request under the key is refused, and so is one beside the first. A failed export is forgotten. Without a key each request
 * is an export.
 * Source: draft-ietf-httpapi-idempotency-key-header-07, sections 2.6 and 2.7; Stripe, "Idempotent requests".
 * @throws AppError 400, 409, 422
 */
export function onceFor(deps: DataDeps, request: ApiRequest, caller: DataCaller): Once {
  const idempotencyKey = idempotencyKeyOf(request);
  if (idempotencyKey === undefined) {
    return { find: async () => null, run: async (make) => outcomeOf(deps, await make()) };
  }
  const { accountId } = caller.key;
  const asked = { accountId, idempotencyKey, fingerprint: fingerprintOf(request, caller), now: deps.now() };
  return {
    async find() {
      const made = await metering(() => deps.exportClaims.find(asked));
      return made && replayed(deps, made);
    },
    async run(make) {
      const claim = await metering(() => deps.exportClaims.claim(asked));
      if (claim.is === 'stored') return { units: 0, isReplay: true, answer: await replayed(deps, claim.made) };
      if (claim.is === 'new') return makeOnce(deps, { asked, by: claim.by }, make);
      throw claim.is === 'running' ? running() : another();
    },
  };
}

const running = () =>
  new AppError(
    'conflict',
    'The export with this Idempotency-Key is still running. Send the same request again shortly.',
    {
      retryAfterSeconds: 5,
    },
  );
const another = () =>
  new AppError(
    'idempotency_key_reused',
    'This Idempotency-Key was sent with another request. Use a new one for each request.',
  );

/** Nothing is charged before the export is stored. A call that ends in between costs nothing, and its repeat gets the file. */
async function makeOnce(
  deps: DataDeps,
  { asked, by }: { readonly asked: AskedExport; readonly by: string },
  make: () => Promise<MadeExport>,
): Promise<ReadOutcome> {
  try {
    const made = await make();
    const outcome = await outcomeOf(deps, made);
    if (!(await metering(() => deps.exportClaims.store(asked, by, made.stored)))) throw running();
    return outcome;
  } catch (error) {
    await deps.exportClaims.release(asked, by).catch((cause: unknown) => deps.log.error('claim not released', cause));
    throw error;
  }
}

async function outcomeOf(deps: DataDeps, { stored, ids, version }: MadeExport): Promise<ReadOutcome> {
  const { records: count, bytes } = stored;
  const exported = { bytes, records: { count, sha256: recordsHash(ids) } };
  return { units: count, ids, version, exported, answer: await answerTo(deps, stored) };
}

async function answerTo({ exports }: DataDeps, { id, fileName, ...file }: StoredExport): Promise<Answer> {
  const { url, expiresAt } = await exports.address(id, fileName);
  return seeOther(url, { url, expiresAt, ...file } satisfies StoredExportView);
}

const replayed = async (deps: DataDeps, made: StoredExport): Promise<Answer> =>
  withHeaders(await answerTo(deps, made), { 'idempotent-replayed': 'true' });

/** A test key sees other records, so its request has another fingerprint. */
function fingerprintOf({ method, path, query, headers, body }: ApiRequest, { key }: DataCaller): string {
  const sorted = [...query].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const asked = [method, path, sorted, headers.accept ?? '', headers['tollgate-version'] ?? '', key.environment];
  return createHash('sha256').update(JSON.stringify(asked)).update(body).digest('base64url');
}
