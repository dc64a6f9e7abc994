import type { Random } from '../../../datasets/random.ts';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import type { Books, Deed } from './books.ts';
import type { LivesPerson, LivesWorld } from './lives-world.ts';
import type { Offer } from './offer.ts';
import type { StripeSide } from './stripe-side.ts';

/** One customer. Their deeds are drawn from their own random numbers, independent of the others. */
export type Life = {
  readonly email: string;
  readonly random: Random;
  /** The day on which they sign up, counted from the first. */
  readonly signsUpOn: number;
  hasAccepted: boolean;
  secret: string | null;
  /** The status of the last read with their key; null before the first. */
  lastServed: number | null;
};

/** The world, Stripe and the books of a run. */
export type Scene = {
  readonly world: LivesWorld;
  readonly offer: Offer;
  readonly stripe: StripeSide;
  readonly books: Books;
  /** Epoch seconds of the world's clock. */
  now(): number;
};

/** A customer's present state, from which today's possible deeds follow. */
export type Standing = {
  readonly scene: Scene;
  readonly life: Life;
  readonly person: LivesPerson;
  readonly customer: string | null;
  readonly held: readonly SubscriptionView[];
};

/** Performs an act; returns the deeds to note, or undefined if it was refused. */
export type Doing = (standing: Standing, at: number) => Promise<readonly DeedOf[] | undefined>;

export type DeedOf = Deed extends infer D ? (D extends Deed ? Omit<D, 'at' | 'email'> : never) : never;

/** A possible act, with its relative frequency. */
export type Choice = readonly [doing: Doing, weight: number];
