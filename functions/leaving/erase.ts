import { acceptancesKeptUntil } from '../../shared/domain/accounts/kept.ts';
import type { Step } from './deps.ts';

/**
 * Keeps each acceptance for as long as licence and law require: name, role, organization, time and the text's hash.
 * The person was told of this before. Email and address are removed. Its use cases, which name nobody, are kept as long.
 */
export const retainAcceptances: Step = async ({ access, useCases, catalog, now }, { id, organization, leavingAt }) => {
  const until = acceptancesKeptUntil(leavingAt ?? now().toISOString(), catalog.settings.keepAcceptancesYears);
  const { acceptances } = await access.read(id);
  for (const acceptance of acceptances)
    await access.retain(id, { ...acceptance, organization: acceptance.organization || organization }, until);
  await useCases.retain(id, until);
};

/** Erases events told of the account and to it, pictures, and what it shares with others. */
export const eraseTraces: Step = async (deps, { id }) => {
  await deps.deliveries.forget(id);
  await deps.pictures.forget(id);
  await deps.notices.forget(id);
  await deps.sightings.forget(id);
};
