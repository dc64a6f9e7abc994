/** `before`: the call never arrives. `after`: it takes effect and its answer is lost. `kill-…`: the process ends there. */
export const faultKinds = ['before', 'after', 'kill-before', 'kill-after'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The place of an interruption: the `at`-th call (from 1) through these faults, or every call of that name. */
export type Fault = { readonly at: number | string; readonly kind: FaultKind };

export type FaultyCalls = {
  /** Sets the fault for the run that begins now. */
  arm(fault: Fault): void;
  /** Removes the fault, and returns the names of the calls since the last `arm` or `reset`, in order. */
  reset(): readonly string[];
  /** Makes a call that may be interrupted; `unavailable` is what its port throws when it gets no answer. */
  run<T>(call: { readonly name: string; readonly unavailable: () => Error }, make: () => Promise<T>): Promise<T>;
};

/** The end of the process. The code under test cannot catch it, because nothing runs there any more. */
class Killed extends Error {}

/** Counts calls through every port that shares it, and interrupts one of them. */
export function faultyCalls(): FaultyCalls {
  let names: string[] = [];
  let fault: Fault | undefined;
  let isDead = false;
  return {
    arm(next) {
      names = [];
      fault = next;
      isDead = false;
    },
    reset() {
      const made = names;
      names = [];
      fault = undefined;
      isDead = false;
      return made;
    },
    async run({ name, unavailable }, make) {
      if (isDead) throw new Killed(name);
      names.push(name);
      if (!fault || (names.length !== fault.at && name !== fault.at)) return make();
      const { kind } = fault;
      isDead = kind.startsWith('kill');
      if (kind.endsWith('after')) await make();
      throw isDead ? new Killed(name) : unavailable();
    },
  };
}

type Interrupted = (fault: {
  readonly at: number;
  readonly kind: FaultKind;
  readonly name: string;
}) => Promise<readonly string[]>;

/** `npm run test:long:interruptions` interrupts every call in every way. */
const isEveryWay = process.env.EVERY_WAY === '1';

/**
 * Interrupts a run at each of its calls. The first gets no answer, the answer of the second is lost, a process ends between the two, and so
 * on. `everyWay` does everything at each place. `interrupted` returns the names of the calls that the run then made,
 * including the interrupted one. If no call followed that one, a process that ends there would leave the same state, so that case is skipped.
 */
export async function atEveryCall(
  names: readonly string[],
  interrupted: Interrupted,
  { everyWay = isEveryWay }: { readonly everyWay?: boolean | undefined } = {},
): Promise<void> {
  for (const [i, name] of names.entries()) {
    const fault = { at: i + 1, name };
    if (everyWay)
      for (const kind of ['before', 'after'] as const) {
        const made = await interrupted({ ...fault, kind });
        if (made.length > i + 1) await interrupted({ ...fault, kind: `kill-${kind}` });
      }
    else for (const kind of inTurn[i % 2]!) await interrupted({ ...fault, kind });
  }
}

/** A process that ends before the second call leaves what one leaves that ends after the first. */
const inTurn: readonly (readonly FaultKind[])[] = [['before', 'kill-after'], ['after']];
