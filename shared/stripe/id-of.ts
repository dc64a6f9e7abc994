type Reference = string | { readonly id: string };

/** The id behind a field of Stripe's that holds an object where it was expanded, and else its id. */
export function idOf(value: Reference): string;
/** The id of an object that Stripe may have expanded; null for none. */
export function idOf(value: Reference | null): string | null;
export function idOf(value: Reference | null): string | null {
  return typeof value === 'object' && value !== null ? value.id : value;
}
