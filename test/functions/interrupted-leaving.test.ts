import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { expectGone, type Leaver, settled } from './leavers.ts';
import { asReply, type Scene, sweep, unavailable } from './sweep.ts';

vi.setConfig({ testTimeout: 240_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

describe('leaving', () => {
  test('asked for: whoever got the answer is deleted, whoever got none may ask again', () =>
    sweep(stripe, {
      prepare: settled,
      act: ({ buyer }) => buyer.send('DELETE', '/v1/account'),
      status: 202,
      done: async (leaver, scene) => {
        await scene.app.drain();
        await gone(leaver, scene);
      },
    }));

  test('carried out: wherever it stops, the next try goes on from there to the end, and one mail says so', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const leaver = await settled(scene);
        scene.app.leavingQueue.put({ accountId: leaver.id });
        return leaver;
      },
      act: async (_, { app }) => {
        await app.deliverLeaving();
        return app.leavingQueue.messages().length > 0 ? unavailable : asReply(200);
      },
      status: 200,
      done: async (leaver, scene) => {
        await scene.app.drain();
        await gone(leaver, scene);
        const subjects = scene.app.mails.filter(({ to }) => to === leaver.buyer.email).map(({ subject }) => subject);
        expect(subjects.filter((each) => each.endsWith(' has been deleted'))).toHaveLength(1);
      },
    }));
});

const gone = async (leaver: Leaver, { app, items }: Scene) => expectGone(leaver, { app, stripe, items: await items() });
