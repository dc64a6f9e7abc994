import path from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import type { CallOutcome } from '../../shared/http/call-out.ts';
import type { BadgeView } from '../../shared/http/views.ts';
import { drawPicture } from '../../shared/pictures/draw.ts';
import { headerOf } from '../../shared/pictures/header.ts';
import type { DrawPicture } from '../../shared/pictures/picture.ts';
import { pictureProcess } from '../../shared/pictures/picture-process.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { grantOf } from '../functions/badge-review/world.ts';
import { temporaryFolder } from '../infra/support.ts';
import { assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import type { Reply } from '../support/app-request.ts';
import { start } from '../support/app-stripe.ts';

const inProcessPixels = 250_000;

/**
 * Draws large pictures in a process of their own, as every picture is drawn where it is deployed.
 * Small ones are drawn here, since starting a process takes longer than drawing them.
 */
async function drawing(): Promise<DrawPicture> {
  const worker = `import { drawOne } from '${path.resolve('shared/pictures/picture-worker.ts')}'; drawOne(process);`;
  const files = { 'p/lambda.ts': 'export const handler = 1;', 'p/worker.ts': worker };
  const { assetDir } = await bundleFunctions({ sourceDir: temporaryFolder(files), outDir: temporaryFolder() });
  const apart = pictureProcess({ workerPath: path.join(assetDir('p'), 'worker.mjs') });
  return (bytes) => {
    const found = headerOf(bytes);
    return found.ok && found.header.width * found.header.height > inProcessPixels ? apart(bytes) : drawPicture(bytes);
  };
}

export type HostileWorld = Awaited<ReturnType<typeof hostileWorld>>;

/** A holder who has a verified badge and sends what they like, a minute apart, and an operator who approves whatever comes through. */
export async function hostileWorld() {
  let now = start;
  let handle = 'ada';
  let reply: CallOutcome = { ok: false, failure: 'unreachable' };
  const clock = () => now;
  const app = assemble({
    table: memoryTable({ now: clock }),
    stripe: {} as StripeGateway,
    now: clock,
    drawPicture: await drawing(),
    fetchPicture: async () => reply,
  });
  let holder: Person;
  let operator: Person;
  const signIn = async () => {
    holder = await signUp(app, 'ada@buyer.example');
    operator = await signUp(app, 'operator@example.com');
  };
  await signIn();
  const { id } = (await app.deps.accounts.findByEmail('ada@buyer.example'))!;
  await app.deps.access.grant(id, { version: 1, grants: [grantOf()] });
  await holder!.send('POST', '/v1/badges', { kind: 'person', handle, displayName: 'Ada', url: 'https://ada.example/' });
  return {
    app,
    handle: () => handle,
    read: (address: string) => app.request('GET', address),
    own: () => app.deps.badges.find(handle),
    fetches(body: Buffer) {
      reply = { ok: true, reply: { status: 200, headers: { 'content-type': 'image/png' }, body } };
    },
    async change(body: object): Promise<Reply<BadgeView>> {
      now = new Date(now.getTime() + 61_000);
      const answer = await holder.send<BadgeView>('PATCH', `/v1/badges/${handle}`, body);
      if (answer.status === 200) handle = answer.body.handle;
      return answer;
    },
    /** As the operator may; a check that fails is overlooked, so that what it caught is rendered too. */
    async approve(): Promise<void> {
      const own = (await app.deps.badges.find(handle))!;
      const line = {
        id: app.deps.newId(),
        accountId: id,
        at: now.toISOString(),
        action: 'test',
        actor: 'tollgate' as const,
        detail: {},
      };
      await app.deps.badges.replace(own, { ...own, checks: [], version: own.version + 1 }, line);
      await operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' });
    },
    /** Sessions end, and what was mailed and logged is not what is measured. */
    async rest(): Promise<void> {
      await app.drain();
      app.mails.length = 0;
      app.logs.length = 0;
      now = new Date(now.getTime() + 7_200_000);
      await signIn();
    },
  };
}
