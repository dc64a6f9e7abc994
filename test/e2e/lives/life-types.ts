import type { Random } from '../../../datasets/random.ts';
import type { World } from '../../../local/world.ts';
import type { SubscriptionView } from '../../../shared/http/views.ts';
import type { Person } from '../../support/client.ts';
import type { Books, Deed } from './books.ts';
import type { StripeSide } from './stripe-side.ts';

/** One customer. What they do is drawn from numbers of their own, whatever the others do. */
export type Life = {
  readonly email: string;
  readonly random: Random;
  /** The day on which they sign up, counted from the first. */
  readonly signsUpOn: number;
  hasAccepted: boolean;
  secret: string | null;
  /** What the last read with their key was answered on the day it was made; null before the first. */
  lastServed: number | null;
};

/** Where lives are lived, and where deeds are noted. */
export type Scene = {
  readonly world: World;
  readonly stripe: StripeSide;
  readonly books: Books;
  /** Epoch seconds of the world's clock. */
  now(): number;
};

/** What somebody can do today, as they stand. */
export type Standing = {
  readonly scene: Scene;
  readonly life: Life;
  readonly person: Person;
  readonly customer: string | null;
  readonly held: readonly SubscriptionView[];
};

/** Does it, and answers what is to be noted; nothing where it was refused. */
export type Doing = (standing: Standing, at: number) => Promise<readonly DeedOf[] | undefined>;

export type DeedOf = Deed extends infer D ? (D extends Deed ? Omit<D, 'at' | 'email'> : never) : never;

/** What can be done in this standing, each with how often it is, compared with the others. */
export type Choice = readonly [doing: Doing, weight: number];
