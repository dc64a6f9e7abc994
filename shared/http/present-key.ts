import type { App } from '../domain/apps/app.ts';
import type { CountedUseCase } from '../domain/apps/use-case.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import type { ApiKey } from '../domain/keys/key.ts';
import { anyAsksForApproval } from '../domain/licences/approval.ts';
import { appUseCaseView } from './present-use-case.ts';
import type { AppView, KeyView } from './views.ts';

/** A key without its secret and its account. */
export const keyView = ({ accountId, ...key }: ApiKey): KeyView => ({
  ...key,
  purpose: key.purpose ?? null,
  scopes: [...key.scopes],
  cidrs: [...key.cidrs],
});

/** Apps without their account, each with its latest use case. `now`: when it is asked which licences need approval. */
export function appViews(
  apps: readonly App[],
  useCases: ReadonlyMap<string, CountedUseCase>,
  { catalog, now }: { readonly catalog: Catalog; readonly now: () => Date },
): AppView[] {
  const asks = anyAsksForApproval(catalog, now().getTime());
  return apps.map(({ accountId, rateLimits, usedBefore, ...app }) => ({
    ...app,
    rateLimits: rateLimits.map((each) => ({ ...each })),
    useCase: appUseCaseView(useCases.get(app.id), asks),
  }));
}
