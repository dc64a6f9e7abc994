/** Answers of the console's search, of an organization's page, of its timeline, and of a key's verdict. */
import type { SearchKind } from '../../domain/console/found.ts';

/** The organization behind a hit or a key. */
export type OrganizationRef = { id: string; name: string };

/** A thing that the search found. */
export type SearchHit = {
  kind: SearchKind;
  /** The id of the thing: of an organization or a key, an address, a handle, a domain, or an id of Stripe's. */
  id: string;
  /** The text to show first: a name, an address, the start of a key, or the id. */
  title: string;
  /** A second fact as data: the label of a key, the type of an event, a role, or a state. Empty where there is none. */
  detail: string;
  organization: OrganizationRef | null;
};

/** The answer of the search, at most 20 hits. */
export type SearchView = {
  /** Exact things first, then organizations by their names. */
  hits: SearchHit[];
  /** The one thing that the whole text names, to be opened at once; null where it names none, or several. */
  exact: SearchHit | null;
  /** More organizations begin like this than are shown. */
  more: boolean;
};
