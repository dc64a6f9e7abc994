/** Answers of an organization's timeline, for operators. */

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
      /** Empty for an invitation of a member: the log keeps no invited address. */
      address: string;
      /** `waiting`: not sent yet. `held_back`: not sent, because of what was reported of the address. */
      outcome: 'waiting' | 'sent' | 'held_back';
      /** The mail service’s reports of this email, the earliest first. */
      reports: {
        /** `delivered`: the reader's mail server took it. `rejected`: the mail service did not send it. */
        fate: 'delivered' | 'bounced' | 'complained' | 'rejected';
        at: string;
        /** The mail service's kind of bounce or complaint; empty where it was delivered. */
        detail: string;
      }[];
      /** Whether an operator may send it again. `not_kept`: it tells of a deletion, or is from before emails were kept. */
      again: 'possible' | 'one_time_link' | 'not_kept';
    }
  | {
      /** An event of Stripe’s about it, at the time at which Stripe made it. */
      kind: 'event';
      /** Stripe’s type of event. */
      type: string;
      /** Its state now. */
      outcome: 'received' | 'handled' | 'ignored' | 'failed' | 'parked';
      /** Tries that came to an end. */
      attempts: number;
    }
  | {
      /** The served requests of one UTC day, at the day’s start. The day in which we are has none until an hour after its end. */
      kind: 'served';
      requests: number;
      /** Net: credits for repeated records are taken off. */
      units: number;
      /** How many keys read. */
      keys: number;
      /** The ids of the datasets and APIs that were read. */
      datasets: string[];
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
      /** All of them. */
      count: number;
      /** The time of the latest. */
      to: string;
      /** The first of them: method, path and query, and the network address. */
      calls: {
        at: string;
        /** Method, path and query. */
        query: string;
        address: string;
      }[];
    }
);

/** An email that is sent again, to this address. */
export type MailSentAgainView = { id: string; address: string };

/** A page of a timeline, newest first. Without `cursor` it is the last. */
export type TimelineView = { data: TimelineLineView[]; cursor?: string };
