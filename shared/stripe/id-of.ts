type Reference = string | { readonly id: string };

/** The id behind a field of Stripe's that holds an object where it was expanded, and else its id; null for none. */
export function idOf(value: Reference): string;
/** The same of a field that may be empty. */
export function idOf(value: Reference | null): string | null;
/** Implements both. */
export function idOf(value: Reference | null): string | null {
  return typeof value === 'object' && value !== null ? value.id : value;
}
