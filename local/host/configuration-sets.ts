import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { Resolver } from './intrinsics.ts';
import type { Publish } from './topics.ts';

const NamedSet = z.looseObject({ Name: z.string().optional() });
const Destination = z.looseObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.looseObject({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.looseObject(
      { TopicARN: z.string() },
      'the local host understands topics only as a destination of mail events',
    ),
  }),
});

/** By a configuration set's name: a function that publishes an event of a mail sent with the set. */
export type ConfigurationSets = ReadonlyMap<string, (event: { readonly eventType: string }) => Promise<void>>;

/** The message that SES sends to a topic when it becomes a destination. */
const greeting = 'Successfully validated SNS topic for Amazon SES event publishing.';

/** Creates the template's configuration sets and registers them with the resolver. Sends every topic SES's first message. */
export async function createConfigurationSets(
  assembly: Assembly,
  resolver: Resolver,
  topics: ReadonlyMap<string, Publish>,
): Promise<ConfigurationSets> {
  const names = assembly.resources('AWS::SES::ConfigurationSet').map((resource) => {
    const { Name = resource.logicalId } = NamedSet.parse(resource.properties);
    resolver.register(resource, Name);
    return Name;
  });
  const destinations = assembly
    .resources('AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties, stack }) => Destination.parse(resolver.resolve(properties, stack)))
    .filter(({ EventDestination }) => EventDestination.Enabled)
    .map(({ ConfigurationSetName: set, EventDestination: { MatchingEventTypes, SnsDestination } }) => {
      const publish = topics.get(SnsDestination.TopicARN);
      if (!publish) throw new Error(`There is no topic ${SnsDestination.TopicARN} for the events of ${set}`);
      return { set, types: MatchingEventTypes, publish };
    });
  for (const { publish } of destinations) await publish(greeting);
  const publishUnder = (name: string) => async (event: { readonly eventType: string }) => {
    for (const { set, types, publish } of destinations)
      if (set === name && types.includes(event.eventType.toLowerCase())) await publish(JSON.stringify(event));
  };
  return new Map(names.map((name) => [name, publishUnder(name)]));
}
