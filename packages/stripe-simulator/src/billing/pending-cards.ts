import { accountMap } from '../core/account-map.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Expiry, TestCard } from './cards.ts';
import type { BuyerDetails } from './checkout-state.ts';

/** `expiry` undefined: the buyer gave none, and the card has the usual one. */
export type CardForm = { readonly card: TestCard; readonly expiry: Expiry | undefined; readonly details: BuyerDetails };

/** A card that waits for 3-D Secure; `id` is known to that buyer's page only. */
type PendingCard = CardForm & { readonly id: string };

/** By the checkout or portal session where the card was given. */
const pendingCards = accountMap<PendingCard>();

/** Keeps a card until its buyer has answered 3-D Secure; answers the name under which the page finds it again. */
export function awaitAuthentication(sim: Simulation, sessionId: string, form: CardForm): string {
  const pending = { id: sim.newId('auth'), ...form };
  pendingCards(sim).set(sessionId, pending);
  return pending.id;
}

/** The card that waits under this name, once; null where there is none. */
export function takePendingCard(sim: Simulation, sessionId: string, id: string): PendingCard | null {
  const pending = pendingCards(sim).get(sessionId);
  if (!pending || pending.id !== id) return null;
  pendingCards(sim).delete(sessionId);
  return pending;
}
