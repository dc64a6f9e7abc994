import { randomBytes } from 'node:crypto';
import { everyResource } from '../../shared/domain/catalog/look-up.ts';
import { digestOf, mintServiceKey, parseServices, type Service } from '../../shared/domain/keys/service-key.ts';
import catalog from '../../tollgate.config.ts';
import { putParameter, readParameter } from '../parameters.ts';

type Change = {
  /** The verb and, except for `list`, the service's name. */
  readonly words: readonly string[];
  /** The resources that an added service may verify, separated by commas. */
  readonly resources?: string;
};
type Verb = (
  services: readonly Service[],
  name: string,
) => { readonly services: readonly Service[]; readonly secret?: string };

/**
 * Changes the services that may call `POST /v1/verify`. One parameter names each service, the resources that it may verify, and the digests of
 * its keys. Returns false if it does not know these words.
 * @throws Error that names the mistake; nothing is written then
 */
export async function changeServices(path: string, { words: [verb = '', name, ...more], resources }: Change) {
  const change = verb === 'add' && resources !== undefined ? added(resources.split(',')) : verbs[verb];
  const isList = verb === 'list' && name === undefined;
  const isChange = change !== undefined && name !== undefined && (resources === undefined) === (verb !== 'add');
  if (more.length > 0 || !(isList || isChange)) return false;
  const parameter = `${path}/service-keys`;
  const services = parseServices((await readParameter(parameter)) ?? '');
  if (!isChange) {
    for (const service of services) console.log(lineOf(service));
    return true;
  }
  const changed = change(services, name);
  await putParameter(parameter, JSON.stringify(Object.fromEntries(changed.services.map(entryOf))));
  console.log(`~ ${parameter}`);
  if (changed.secret !== undefined) console.log(`${changed.secret}\nThis is shown once: give it to ${name}.`);
  return true;
}

const entryOf = ({ name, ...service }: Service) => [name, service] as const;
const lineOf = ({ name, for: resources, sha256 }: Service) =>
  `${name}  ${resources.join(', ')}  ${sha256.length === 1 ? '1 key' : `${sha256.length} keys`}`;

const added =
  (resources: readonly string[]): Verb =>
  (services, name) => {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name))
      throw new Error('A service is named with up to 40 lower-case letters, digits and "-", a letter first.');
    if (services.some((service) => service.name === name))
      throw new Error(`There is a service "${name}" already: renew gives it another key.`);
    const known = everyResource(catalog);
    const unknown = resources.find((resource) => !known.includes(resource));
    if (unknown !== undefined)
      throw new Error(`--for: "${unknown.slice(0, 60)}" is not sold; what is: ${known.join(', ')}.`);
    const secret = mintServiceKey(randomBytes(32));
    return { services: [...services, { name, for: resources, sha256: [digestOf(secret)] }], secret };
  };

const verbs: Readonly<Record<string, Verb>> = {
  renew(services, name) {
    const secret = mintServiceKey(randomBytes(32));
    const renewed = replaced(services, name, (service) => {
      if (service.sha256.length > 1) throw new Error(`"${name}" has two keys: retire takes the older one away first.`);
      return { ...service, sha256: [...service.sha256, digestOf(secret)] };
    });
    return { services: renewed, secret };
  },
  retire: (services, name) => ({
    services: replaced(services, name, (service) => {
      if (service.sha256.length < 2) throw new Error(`"${name}" has one key only: renew gives it another first.`);
      return { ...service, sha256: service.sha256.slice(-1) };
    }),
  }),
  remove: (services, name) => ({ services: replaced(services, name, () => null) }),
};

function replaced(services: readonly Service[], name: string, change: (service: Service) => Service | null): Service[] {
  if (!services.some((service) => service.name === name))
    throw new Error(`There is no service "${name.slice(0, 60)}"; those that there are: ${named(services)}.`);
  return services.flatMap((service) => (service.name === name ? (change(service) ?? []) : [service]));
}

const named = (services: readonly Service[]): string => services.map(({ name }) => name).join(', ') || 'none';
