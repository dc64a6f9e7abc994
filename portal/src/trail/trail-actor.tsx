import { useTranslation } from 'react-i18next';

/** Actors that are no person, by their name in a trail. */
const machines: ReadonlyMap<string, 'tollgate' | 'stripe' | 'domainCheck' | 'commandLine'> = new Map([
  ['tollgate', 'tollgate'],
  ['stripe', 'stripe'],
  ['domain-check', 'domainCheck'],
  ['command line', 'commandLine'],
]);

/** The names of actors that are no person, as a trail has them. */
export const machineActors: readonly string[] = [...machines.keys()];

/** Names an actor: a person by the address, everything else in words. */
export function useActorName(): (actor: string) => string {
  const { t } = useTranslation();
  return (actor) => {
    const machine = machines.get(actor);
    return machine ? t(`trail.actor.${machine}`) : actor;
  };
}
