/** The kinds of things that the console's search finds. */
export type SearchKind = 'organization' | 'person' | 'key' | 'badge' | 'domain' | 'event' | 'stripe' | 'request';

/** A thing that the search found, of an organization; null: of none that is there. */
export type Found = {
  readonly kind: SearchKind;
  /** The id of an organization, a key or a request; an address, a handle, a domain, or an id of Stripe's. */
  readonly id: string;
  readonly title: string;
  /** A second fact as data: the label of a key, a role, a state, the type of an event, the time of a request. Empty where there is none. */
  readonly detail: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
};

/** All that a text finds. `more`: other organizations begin like this. */
export type SearchResult = {
  /** Things that the whole text names. */
  readonly exact: readonly Found[];
  /** Organizations whose names have words that begin with the words of the text. */
  readonly named: readonly Found[];
  readonly more: boolean;
};
