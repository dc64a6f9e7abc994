import type { BuyerDetails, PendingCard, Simulation } from '../core/simulation.ts';
import type { Expiry, TestCard } from './cards.ts';

/** `expiry` undefined: the buyer gave none, and the card has the usual one. */
export type CardForm = { readonly card: TestCard; readonly expiry: Expiry | undefined; readonly details: BuyerDetails };

/** Keeps a card until its buyer has answered 3-D Secure; answers the name under which the page finds it again. */
export function awaitAuthentication(sim: Simulation, sessionId: string, form: CardForm): string {
  const pending = { id: sim.newId('auth'), ...form };
  sim.pendingCards.set(sessionId, pending);
  return pending.id;
}

/** The card that waits under this name, once; null where there is none. */
export function takePendingCard(sim: Simulation, sessionId: string, id: string): PendingCard | null {
  const pending = sim.pendingCards.get(sessionId);
  if (!pending || pending.id !== id) return null;
  sim.pendingCards.delete(sessionId);
  return pending;
}
