/** A passage that may break a rule of prose, and why. */
export type Exception = { readonly file: string; readonly text: string; readonly reason: string };

/** Few, and only for words that are not ours to choose. */
export const exceptions: readonly Exception[] = [
  {
    file: 'shared/stripe/catalog/desired.ts',
    text: 'What is used past the allowance of',
    reason:
      'The description of a product that deployments have at Stripe: another text would be a change to all of them.',
  },
];
