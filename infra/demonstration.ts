import { Annotations, type Stack } from 'aws-cdk-lib';
import type tollgate from '../tollgate.config.ts';
import type { Settings } from './config.ts';

/** The offer, with the settings that name addresses. */
export type Offer = {
  readonly catalog: Pick<typeof tollgate, 'supportEmail' | 'operators' | 'upstreams' | 'licences' | 'datasets'>;
  readonly settings: Pick<Settings, 'mailFrom' | 'alarmEmail' | 'domain'>;
};

/** Domains that belong to nobody. Source: RFC 2606 and RFC 6761. */
const reserved = /(^|[.@])(example\.(com|net|org)|example|test|invalid|localhost)$/i;

/** The sample licences say so of themselves, in their last line. */
const saysDemonstration = /This text is a demonstration/;

/** The parts of an offer that only demonstrate, one sentence each: reserved addresses, sample licences, synthetic data. */
export function demonstrationIn({ catalog, settings }: Offer): string[] {
  const { upstreams = [] } = catalog;
  const addresses: [where: string, address: string | undefined][] = [
    ['supportEmail', catalog.supportEmail],
    ...catalog.operators.map(({ email }) => ['operators', email] as [string, string]),
    ['mailFrom', settings.mailFrom],
    ['alarmEmail', settings.alarmEmail],
    ['domainName', settings.domain?.name],
    ...upstreams.flatMap(({ id, baseUrl, testBaseUrl }) =>
      [baseUrl, testBaseUrl].map((url) => [`upstream ${id}`, url && new URL(url).hostname] as [string, string]),
    ),
  ];
  return [
    ...new Set(
      addresses.flatMap(([where, address]) =>
        address && reserved.test(address) ? [`${where} is ${address}, an address of nobody`] : [],
      ),
    ),
    ...catalog.licences.flatMap(({ id, text }) =>
      Object.values(typeof text === 'string' ? [text] : text).some((each) => saysDemonstration.test(each))
        ? [`licence ${id} says that it is a demonstration`]
        : [],
    ),
    ...catalog.datasets.flatMap(({ id, synthetic }) => (synthetic ? [`dataset ${id} is synthetic`] : [])),
  ];
}

/** Stage `prod` must not sell parts of the demonstration. @throws Error that lists those found */
export function refuseDemonstration(stage: string, found: readonly string[]): void {
  if (stage !== 'prod' || found.length === 0) return;
  throw new Error(
    `Stage "prod" sells to real buyers, so it cannot be built with the demonstration:\n- ${found.join('\n- ')}`,
  );
}

/** Says at every synthesis of another stage what `prod` would refuse. */
export function warnOfDemonstration(stack: Stack, found: readonly string[]): void {
  if (found.length === 0) return;
  const text = `Stage "prod" would refuse this: ${found.join('; ')}.`;
  Annotations.of(stack).addWarningV2('tollgate:demonstration', text);
}
