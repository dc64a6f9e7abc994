/** A process that calls a peer with one key and several calls in flight, until a refusal or no answer. It reports how many calls were allowed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { verifierOf } from './better-auth-api-key.ts';
import { countingClient } from './counting-client.ts';
import { limitsTable, type QuotaPeer } from './quota-peer.ts';
import { limiterOver } from './write-a-call.ts';

const { peer, target, secret, quota, inFlight } = JSON.parse(process.argv[2] ?? '') as QuotaPeer;
const mayPass = peer === 'better-auth' ? await overBetterAuth() : await overLimiter();

async function overBetterAuth(): Promise<() => Promise<boolean>> {
  const verify = await verifierOf(target);
  return () => verify(secret);
}

async function overLimiter(): Promise<() => Promise<boolean>> {
  const limiter = await limiterOver(countingClient(target).client, limitsTable, quota);
  return () =>
    limiter.consume(secret, 1).then(
      () => true,
      (refused: unknown) => {
        if (refused instanceof Error) throw refused;
        return false;
      },
    );
}

/** Calls until a refusal. A call that throws got no answer and is sent again, as a real caller would. */
async function callOn(): Promise<number> {
  let [served, failed] = [0, 0];
  while (failed < 100) {
    const passed = await mayPass().catch(() => null);
    if (passed === false) return served;
    if (passed) served += 1;
    else {
      failed += 1;
      await sleep(10);
    }
  }
  return served;
}

process.once('message', async () => {
  const all = await Promise.all(Array.from({ length: inFlight }, callOn));
  process.send?.({ served: all.reduce((sum, served) => sum + served, 0) });
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
