/** The dispute of `docs/dispute.md`: a company that reads through eight apps, and says what two of them are for. */
import type { AccountView, AppView, CreatedKeyView, UseCaseView } from '../../shared/http/views.ts';
import { acceptLicences, buy, freshEmail, local, type Person, post, read, signUp } from './client.ts';

/** The apps of the company. The last two declare a use case. */
export const appNames = [
  'Ad Planner',
  'Campaign Desk',
  'Feed Mirror',
  'Trend Radar',
  'Mobile Client',
  'Gaming Overlay',
  'Brand Monitor',
  'Insight Portal',
] as const;

/** A company with its apps, by name. */
export type Disputed = {
  readonly buyer: Person;
  readonly organization: string;
  readonly apps: ReadonlyMap<string, { readonly id: string; readonly secret: string }>;
};

const hour = 3_600;

/** The company signs up, pays, accepts the licences by a named person, and makes eight apps with a key each. */
export async function companyOfTheDispute(name: string): Promise<Disputed> {
  const buyer = await signUp(freshEmail('dispute'), name);
  await buy(buyer, 'pro');
  await acceptLicences(buyer);
  const apps = new Map<string, { id: string; secret: string }>();
  for (const appName of appNames) {
    const details = { name: appName, purpose: appName, training: false, government: false };
    const { id } = made(await buyer.send<AppView>('POST', '/v1/apps', details));
    const key = { label: appName, environment: 'live', app: id };
    apps.set(appName, { id, secret: made(await buyer.send<CreatedKeyView>('POST', '/v1/keys', key)).secret });
  }
  const organization = (await buyer.get<AccountView>('/v1/account')).body.id;
  return { buyer, organization, apps };
}

/** Declares a use case of an app, and waits until it is in force. */
export async function declares(
  { buyer, apps }: Disputed,
  { app, ...use }: { app: string; purpose: string; audience: string; government: boolean },
): Promise<string> {
  const body = { app: apps.get(app)?.id, shownAt: null, training: false, ...use };
  const { id } = made(await buyer.send<UseCaseView>('POST', '/v1/use-cases', body));
  await local.advance(5);
  return id;
}

/** Every app reads as often as its place in the list says, the first one once. */
export async function allRead({ apps }: Disputed): Promise<void> {
  for (const [at, { secret }] of [...apps.values()].entries())
    for (let n = 0; n <= at; n++) {
      const answer = await read(`/data/posts?limit=${n + 1}`, secret);
      if (answer.status !== 200) throw new Error(`A read answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
}

/** Lets the reads be merged, and the hour be sealed. */
export async function isSealed(): Promise<void> {
  await local.advance(60);
  await post('/__local/jobs/usage-merge', {});
  await local.advance(2 * hour);
  await post('/__local/jobs/ledger-seal', {});
}

function made<T>({ status, body }: { readonly status: number; readonly body: T }): T {
  if (status !== 201) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
