import type { Step } from './deps.ts';

/**
 * Keeps each acceptance for as long as licence and law require: name, role, organization, time and the text's hash.
 * The person was told of this before. Email and address are removed.
 */
export const retainAcceptances: Step = async ({ access, catalog, now }, { id, organization, leavingAt }) => {
  const until = yearsAfter(leavingAt ?? now().toISOString(), catalog.settings.keepAcceptancesYears);
  const { acceptances } = await access.read(id);
  for (const acceptance of acceptances)
    await access.retain(id, { ...acceptance, organization: acceptance.organization || organization }, until);
};

/** Erases events told of the account and to it, unused links, pictures, what it shares with others, and why an address is not mailed. */
export const eraseTraces: Step = async (deps, { id, email }) => {
  await deps.deliveries.forget(id);
  await deps.pictures.forget(id);
  await deps.notices.forget(id);
  await deps.sightings.forget(id);
  await deps.sessions.forgetLinks(email);
  await deps.suppressions.forgetAddress(email);
};

function yearsAfter(time: string, years: number): string {
  const until = new Date(time);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until.toISOString();
}
