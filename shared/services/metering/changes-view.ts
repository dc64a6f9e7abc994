import type { Changes, ChangesView } from '../../storage/billing/changes.ts';

/** An instance admits nobody on an older view (rule 8 of docs/admission-protocol.md). */
const maxViewAgeMs = 2_000;

/** A read under way, which a change may overtake. */
export type TrackedRead = {
  /** Whether a change to the account became known since this read began. An overtaken result must not be cached. */
  isOvertaken(accountId: string): boolean;
  end(): void;
};

/** Recent changes as one instance knows them. */
export type KnownChanges = {
  /** Whether the view is at most `olderThanMs` old at `nowMs`, counted from when its read was sent. A negative age is too old. */
  isFresh(nowMs: number, olderThanMs?: number): boolean;
  /** Reads the changes. It shares a read under way that was sent within the last second, so that its result is fresh enough for both. */
  refresh(): Promise<void>;
  /** Begins to track a read. Call it before the read is sent, if its result is to be cached. */
  begin(): TrackedRead;
  /** Acts as if a change to the account had become known. */
  forget(accountId: string): void;
  /** Acts as if a change to every account had become known. */
  forgetAll(): void;
};

type Options = {
  readonly changes: Pick<Changes, 'read'>;
  /** Epoch milliseconds, of the clock that ages are counted by. */
  readonly nowMs: () => number;
  /** Drops all cached data of an account. */
  readonly drop: (accountId: string) => void;
  readonly dropAll: () => void;
};

type Sent = { readonly order: number; readonly sentAtMs: number };
type Overtaken = { readonly accounts: Set<string>; all: boolean };

/** Recent changes as one instance knows them. A view is as old as the moment its read was sent, so views are ordered by that moment. */
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
