import { AsyncLocalStorage } from 'node:async_hooks';
import { functions } from '../../infra/functions.ts';
import { type RouteAuthority, type TrailOfChange, trailOf } from '../../shared/domain/access/authority.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import { routerOf } from '../../shared/http/router.ts';
import { prefixes } from '../../shared/storage/prefixes.ts';
import type { Item, Table, Write } from '../../shared/storage/table/table.ts';
import { noteLeft } from './lines-left.ts';

/** The writes of one request or one run: the lines that wait for the trail, the partitions of everything else, and the messages. */
type Written = {
  readonly lines: Item[];
  readonly others: string[];
  readonly mails: MailMessage[];
  readonly queued: string[];
};

const running = new AsyncLocalStorage<Written>();
const nothing = (): Written => ({ lines: [], others: [], mails: [], queued: [] });

/** Partitions that hold no result of a request: counts, proofs of being there, and what follows from a change. */
const bookkeeping = [
  'throttle',
  'challenge',
  'notice',
  'look',
  'told',
  'delivery',
  'changes',
  'billing',
  /** Sums of what the billing items say. */
  'revenue',
  'event',
  /** Notes when a domain was looked up; a new state is a line. */
  'domain',
  /** A sync with Stripe writes it; where it changes what is allowed, that is a line. */
  'grant',
  /** An attempt is written with its line; another request may complete it. */
  'checkout',
  /** For operators' eyes; nothing follows from it. */
  'together',
] as const;
const isBookkeeping = (pk: string): boolean => bookkeeping.some((name) => pk.startsWith(prefixes[name]));

function note(writes: readonly Write[]): void {
  const written = running.getStore();
  if (!written) return;
  for (const write of writes) {
    if ('check' in write) continue;
    const { pk } = 'put' in write ? write.put : 'update' in write ? write.update : write.delete;
    if ('put' in write && pk.startsWith(prefixes.trailBox)) written.lines.push(write.put);
    else if (!isBookkeeping(pk)) written.others.push(pk);
  }
}

/** Notes an email that was queued. */
export const noteMail = (message: MailMessage): void => void running.getStore()?.mails.push(message);

/** Notes a message to the function of this name. */
export const noteQueued = (name: string): void => void running.getStore()?.queued.push(name);

/** The table, noting for each request and run what it writes. */
export const notingLines = (table: Table): Table => ({
  ...table,
  async put(item, condition) {
    const result = await table.put(item, condition);
    if (result.ok) note([{ put: item }]);
    return result;
  },
  async update(key, change, condition) {
    const result = await table.update(key, change, condition);
    if (result.ok) note([{ update: key, change }]);
    return result;
  },
  async delete(key, condition) {
    const result = await table.delete(key, condition);
    if (result.ok && result.old) note([{ delete: key }]);
    return result;
  },
  async transact(writes, options) {
    const result = await table.transact(writes, options);
    if (result.ok) note(writes);
    return result;
  },
});

const declared = Object.entries(functions).flatMap(([name, { routes, work }]) =>
  routes === undefined || routes === '$default'
    ? []
    : Object.entries<RouteAuthority>(routes).map(
        ([route, authority]) => [route, { name, authority, beside: work?.trail ?? [] }] as const,
      ),
);
const authorities = new Map(declared);
const routed = routerOf([...authorities.keys()]);

/**
 * Runs one request, and holds what it left in the trail to what its route declares. A change that was answered leaves one line with a declared
 * action, and nothing else leaves any but what its function declares besides. The line’s owner is mailed if that is declared.
 */
export async function withLines<R extends { readonly status: number }>(
  { method, path }: { readonly method: string; readonly path: string },
  answer: () => Promise<R>,
): Promise<R> {
  const written = nothing();
  const reply = await running.run(written, answer);
  const route = routed(method, new URL(path, 'https://shop.example').pathname)?.route ?? '';
  const found = authorities.get(route);
  if (!found) return reply;
  const isDone = reply.status < 300;
  const problem =
    problemOf(found.authority, reply.status, written) ??
    problemOfEach(written, { isDone, parts: { [route]: trailOf(found.authority), [found.name]: found.beside } });
  if (problem) throw new Error(`${route}: ${problem}`);
  return reply;
}

/**
 * Runs a function that a queue, a schedule or another function called, and holds each line that it left to its declaration. `isDone` says whether
 * nothing of its result failed: only then every email that belongs to a line is queued.
 */
export async function withLinesOfWork<R>(
  name: string,
  run: () => Promise<R>,
  isDone: (result: R) => boolean,
): Promise<R> {
  const written = nothing();
  const parts = { [name]: functions[name]?.work?.trail ?? [] };
  const problemWhere = (done: boolean) => problemOfEach(written, { isDone: done, parts });
  const result = await running.run(written, run).catch((error: unknown) => {
    problemWhere(false);
    throw error;
  });
  const problem = problemWhere(isDone(result));
  if (problem) throw new Error(`${name}: ${problem}`);
  return result;
}

function problemOf(authority: RouteAuthority, status: number, { lines, others }: Written): string | null {
  const actions = trailOf(authority).flatMap((each) => each.actions);
  const actionsOf = (those: readonly Item[]) => those.map(({ action }) => String(action));
  const told = actionsOf(lines.filter(({ actor }) => typeof actor !== 'string'));
  const ofRoute = actionsOf(lines).filter((action) => actions.includes(action));
  if (told.length > 0 && !authority.trail) return `declares no line of the trail, and left ${told}`;
  if (ofRoute.length > 1) return `left ${ofRoute.length} lines of its own: ${ofRoute}`;
  if (told.length > ofRoute.length && ofRoute.length === 0) return `left ${told}, and declares ${actions}`;
  const isChange = status < 300 && typeof authority.callers === 'object' && others.length > 0;
  const isUntold = authority.trail ? ofRoute.length === 0 : lines.length === 0;
  if (isChange && isUntold) return `changed ${[...new Set(others)]} and left no line`;
  return null;
}

/** The declared lines of a route or a function, by its name. */
type Parts = Readonly<Record<string, readonly TrailOfChange[]>>;

type Told = { readonly line: Item; readonly name: string; readonly trail: TrailOfChange; readonly isMailed: boolean };

/**
 * Notes each line as left, and finds one that is not declared, and one whose owner is mailed or not against its declaration. An email belongs to
 * whichever line of the same owner declares one.
 */
function problemOfEach(
  { lines, mails, queued }: Written,
  { isDone, parts }: { readonly isDone: boolean; readonly parts: Parts },
): string | null {
  const told: Told[] = [];
  for (const line of lines) {
    const [name, trail] =
      Object.entries(parts)
        .flatMap(([part, trails]) => trails.map((each) => [part, each] as const))
        .find(([, { actions }]) => actions.includes(String(line.action))) ?? [];
    if (name === undefined || !trail) return `left ${line.action}, which it does not declare`;
    told.push({ line, name, trail, isMailed: mails.some((mail) => isToOwner(mail, line)) });
  }
  for (const { line, name, isMailed } of told) noteLeft({ name, action: String(line.action), isMailed });
  if (!isDone) return null;
  for (const { line, trail, isMailed } of told) {
    const owners = told.filter((each) => each.line.organization === line.organization);
    const mayMail = owners.some((each) => each.trail.mailed !== undefined);
    const problem = problemOfMail(trail, { isMailed, mayMail, queued });
    if (problem) return `left ${line.action}, and ${problem}`;
  }
  return null;
}

type Mails = { readonly isMailed: boolean; readonly mayMail: boolean; readonly queued: readonly string[] };

function problemOfMail({ mailed }: TrailOfChange, { isMailed, mayMail, queued }: Mails): string | null {
  if (mailed === undefined) return isMailed && !mayMail ? 'mailed its owner, which it does not declare' : null;
  if (mailed === true) return isMailed ? null : 'declares that its owner is mailed, and mailed nobody';
  if ('by' in mailed)
    return queued.includes(mailed.by) ? null : `queued nothing to ${mailed.by}, which mails its owner`;
  return null;
}

/**
 * Whether an email goes to the owner of a line. Those without an account's id go to an address: of the person whose passkey changed, and of
 * the holder of a badge. Others go to people who are invited.
 */
function isToOwner(mail: MailMessage, line: Item): boolean {
  if ('accountId' in mail) return mail.accountId === line.organization;
  const { actor, detail } = line as unknown as { actor: { name?: string }; detail: Readonly<Record<string, string>> };
  if (mail.template === 'passkey_changed') return mail.email === mail.of && mail.of === actor.name;
  return mail.template === 'badge_decided' && mail.handle === detail.handle;
}
