import type { PublishedLicence } from '../catalog/licence.ts';
import { dayAfter } from './day.ts';
import { startMs } from './licence.ts';

type Deployed = Pick<PublishedLicence, 'id' | 'version' | 'sha256' | 'termsSha256' | 'inForceFrom'>;

type Compared = {
  readonly published: readonly PublishedLicence[];
  /** The texts that earlier deployments served; empty at the first one. */
  readonly deployed: readonly Deployed[];
  readonly noticeDays: number;
  readonly now: Date;
};

const restore = 'restore licences/published/ from the commit that was deployed';

/** Why the published texts may not replace the deployed ones: a sentence for each with the remedy; empty: they may. */
export function deploymentMistakes({ published, deployed, noticeDays, now }: Compared): string[] {
  const altered = deployed.flatMap((known) => {
    const found = published.find((each) => isSame(each, known));
    if (!found) return [`Licence "${known.id}" ${known.version} was deployed and is missing: ${restore}.`];
    if (found.sha256 !== known.sha256)
      return [`Licence "${known.id}" ${known.version} was deployed with another text: ${restore}.`];
    if (found.termsSha256 !== known.termsSha256)
      return [`Licence "${known.id}" ${known.version} was deployed with other terms: ${restore}.`];
    return found.inForceFrom < known.inForceFrom
      ? [`Licence "${known.id}" ${known.version} was announced for ${known.inForceFrom}: it cannot come sooner.`]
      : [];
  });
  return [...altered, ...published.filter((each) => isHasty(each)).map(hasty)];

  /** Whether buyers of an earlier version would have too few days of notice. Without buyers there is no notice. */
  function isHasty(licence: PublishedLicence): boolean {
    const isNew = !deployed.some((known) => isSame(known, licence));
    const hasBuyers = deployed.some(({ id }) => id === licence.id);
    return isNew && hasBuyers && startMs(licence) < Date.parse(dayAfter(now.getTime(), noticeDays));
  }

  function hasty({ id, version, inForceFrom }: PublishedLicence): string {
    const day = dayAfter(now.getTime(), noticeDays + 1);
    return `Licence "${id}" ${version} would be in force from ${inForceFrom}, and buyers get ${noticeDays} days' notice: run \`npm run licences -- postpone ${id} ${version} --in-force-from ${day}\`, then deploy.`;
  }
}

const isSame = (a: Pick<Deployed, 'id' | 'version'>, b: Pick<Deployed, 'id' | 'version'>): boolean =>
  a.id === b.id && a.version === b.version;
