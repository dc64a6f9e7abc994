import type { Changes, ChangesView } from '../../storage/billing/changes.ts';

/** Nobody is admitted on a view that is older (rule 8 of docs/admission-protocol.md). */
const maxViewAgeMs = 2_000;

/** Something that is being read, which a change may overtake. */
export type TrackedRead = {
  /** Whether a change to the account has become known since this reading began: what was read must not be kept. */
  isOvertaken(accountId: string): boolean;
  end(): void;
};

export type KnownChanges = {
  /** The view is at most `olderThanMs` old at `nowMs`, counted from when its read was sent. A negative age is too old. */
  isFresh(nowMs: number, olderThanMs?: number): boolean;
  /** Reads what changed; shares a read under way that was sent within the last second, so that its answer is of use for another. */
  refresh(): Promise<void>;
  /** To be called before anything is sent that is read to be kept. */
  begin(): TrackedRead;
  /** As if a change to the account had become known. */
  forget(accountId: string): void;
  /** The same of every account. */
  forgetAll(): void;
};

type Options = {
  readonly changes: Pick<Changes, 'read'>;
  /** Epoch milliseconds, of the clock that ages are counted by. */
  readonly nowMs: () => number;
  /** What is held of an account goes. */
  readonly drop: (accountId: string) => void;
  readonly dropAll: () => void;
};

type Sent = { readonly order: number; readonly sentAtMs: number };
type Overtaken = { readonly accounts: Set<string>; all: boolean };

/** What one instance knows of changes. A read's content counts from its sending on, so reads are ordered by when they were sent. */
export function knownChanges({ changes, nowMs, drop, dropAll }: Options): KnownChanges {
  let view: (ChangesView & Sent) | null = null;
  let underWay: (Sent & { readonly done: Promise<void> }) | null = null;
  let sent = 0;
  const readings = new Set<Overtaken>();

  const forget = (accountId: string) => {
    for (const { accounts } of readings) accounts.add(accountId);
    drop(accountId);
  };
  const forgetAll = () => {
    for (const reading of readings) reading.all = true;
    dropAll();
  };
  const adopt = (read: ChangesView, at: Sent) => {
    if (view && at.order < view.order) return;
    if (!view || view.version < read.floor || read.version < view.version) forgetAll();
    else for (const [id, nonce] of read.changed) if (view.changed.get(id) !== nonce) forget(id);
    view = { ...read, ...at };
  };
  const send = () => {
    const at = { order: ++sent, sentAtMs: nowMs() };
    const done = changes
      .read()
      .then((read) => adopt(read, at))
      .finally(() => {
        if (underWay?.order === at.order) underWay = null;
      });
    underWay = { ...at, done };
    return done;
  };
  return {
    isFresh: (now, olderThanMs = maxViewAgeMs) => view !== null && isWithin(now - view.sentAtMs, olderThanMs),
    refresh: () => (underWay && isWithin(nowMs() - underWay.sentAtMs, maxViewAgeMs / 2) ? underWay.done : send()),
    begin() {
      const overtaken: Overtaken = { accounts: new Set(), all: false };
      readings.add(overtaken);
      return {
        isOvertaken: (accountId) => overtaken.all || overtaken.accounts.has(accountId),
        end: () => void readings.delete(overtaken),
      };
    },
    forget,
    forgetAll,
  };
}

const isWithin = (ageMs: number, maxMs: number): boolean => ageMs >= 0 && ageMs <= maxMs;
