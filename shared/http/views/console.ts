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

/** A line of a timeline, with its facts as data. `id` names the thing behind the line. */
export type TimelineLineView = { at: string; id: string } & (
  | {
      /** A line of the trail: `decision` by an operator, `licence` about a licence, `activity` any other. */
      kind: 'activity' | 'decision' | 'licence';
      action: string;
      actor: string;
      detail: Record<string, string>;
    }
  | {
      kind: 'email';
      /** The name of the email. */
      name: string;
      address: string;
      /** `held_back`: not sent, because of what was reported of the address. */
      outcome: 'sent' | 'held_back';
    }
  | {
      kind: 'refusal';
      /** The id of the key. */
      key: string;
      app: string;
      dataset: string;
      /** The code of the problem. */
      reason: string;
      status: number;
      count: number;
      /** The latest of them. */
      to: string;
      calls: { at: string; query: string; address: string }[];
    }
);

/** A page of a timeline, newest first. Without `cursor` it is the last. */
export type TimelineView = { data: TimelineLineView[]; cursor?: string };
