import type { App } from '../../shared/domain/apps/app.ts';
import { isSameUse, isTurnedDown, newUseCase, type Use, type UseCase } from '../../shared/domain/apps/use-case.ts';
import { randomText } from '../../shared/domain/keys/format.ts';
import { anyAsksForApproval } from '../../shared/domain/licences/approval.ts';
import { webAddress } from '../../shared/http/fields.ts';
import type { Declare } from '../../shared/storage/apps/declare-use-case.ts';
import type { KeysDeps } from './deps.ts';

/** The fields of an app or a use case that say how the data is used. Absent ones say nothing. */
export type SaidUse = {
  readonly purpose?: string | undefined;
  readonly url?: string | null | undefined;
  readonly audience?: string | null | undefined;
  readonly shownAt?: string | null | undefined;
  readonly training?: boolean | undefined;
  readonly government?: boolean | undefined;
};

const fields = ['purpose', 'url', 'audience', 'shownAt', 'training', 'government'] as const;

/** The use of an app once these fields are said of it. Null: something that a use case needs was never said, such as its end users. */
function useOf(app: App, latest: UseCase | null, said: SaidUse): Use | null {
  const { purpose, training, government } = app;
  const audience = said.audience === undefined ? (latest?.audience ?? null) : said.audience;
  if (purpose === '' || training === null || government === null || audience === null) return null;
  const place = said.shownAt === undefined ? said.url : said.shownAt;
  const shownAt = place === undefined ? (latest ? latest.shownAt : app.url) : place;
  return { purpose, audience, shownAt, training, government };
}

/** The address to store for an app once these fields are said, if it is another: a place that is no web address is none. */
export function urlOf({ url, shownAt }: SaidUse): { readonly url?: string | null } {
  if (url !== undefined || shownAt === undefined) return {};
  return { url: webAddress.safeParse(shownAt).success ? shownAt : null };
}

/**
 * Declares a use case with an app's change that says one of these fields, unless the latest one says the same. Undefined: it says none. `again`: the
 * same use is declared again after it was refused or revoked.
 */
export function declaring(
  deps: Pick<KeysDeps, 'catalog' | 'now' | 'randomBytes'>,
  said: SaidUse,
  { again = false } = {},
): Declare | undefined {
  if (fields.every((field) => said[field] === undefined)) return undefined;
  return (app, latest) => {
    const use = useOf(app, latest, said);
    if (!use || (latest && isSameUse(latest, use) && !(again && isTurnedDown(latest)))) return undefined;
    const { accountId, id, name } = app;
    const of = { accountId, app: id, appName: name, declaredAt: deps.now().toISOString() };
    const useCase = newUseCase(use, of, randomText(12, deps.randomBytes));
    return { useCase, asks: asksOf(deps) };
  };
}

/** Whether some licence asks for approval, so that a use case that is declared waits for an operator. */
export const asksOf = ({ catalog, now }: Pick<KeysDeps, 'catalog' | 'now'>): boolean =>
  anyAsksForApproval(catalog, now().getTime());
