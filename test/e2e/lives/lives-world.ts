/** The world that lives are lived in: all of the deployment, and the Stripe account that it sells through. */
export type LivesWorld = {
  readonly stripe: { readonly apiBase: string; readonly secretKey: string };
  now(): Date;
  /** Moves the clock to a time (epoch seconds). Everything that falls due on the way has been done when it resolves. */
  moveTo(at: number): Promise<void>;
  /** Signs up, or in, by the link in a mail. */
  signIn(email: string): Promise<LivesPerson>;
  /** Reads a path of the data API with a key. */
  read(path: string, secret: string): Promise<LivesReply<{ readonly data?: readonly unknown[] }>>;
  stop(): Promise<void>;
};

export type LivesReply<T> = { readonly status: number; readonly body: T };

/** A buyer or operator who is signed in. */
export type LivesPerson = {
  readonly email: string;
  readonly get: <T = Record<string, unknown>>(path: string) => Promise<LivesReply<T>>;
  readonly send: <T = Record<string, unknown>>(method: string, path: string, body?: unknown) => Promise<LivesReply<T>>;
};
