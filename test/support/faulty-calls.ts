/** `before`: the call never arrives. `after`: it is done and its answer is lost. `kill-…`: the process ends there and runs nothing more. */
export const faultKinds = ['before', 'after', 'kill-before', 'kill-after'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Where a run is interrupted: at its `at`-th call (from 1) of whatever stands behind these faults, or at every call of that name. */
export type Fault = { readonly at: number | string; readonly kind: FaultKind };

export type FaultyCalls = {
  /** Interrupts the run that begins now. */
  arm(fault: Fault): void;
  /** Ends the fault, and answers the names of the calls since the last `arm` or `reset`, in order. */
  reset(): readonly string[];
  /** Makes a call that may be interrupted; `unavailable` is what its port throws when it gets no answer. */
  run<T>(call: { readonly name: string; readonly unavailable: () => Error }, make: () => Promise<T>): Promise<T>;
};

/** The process was ended: nobody catches this in the code under test, since nothing runs there any more. */
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

/**
 * Interrupts a run at each of its calls in every way that leaves something else behind. `interrupted` answers the names of the calls that the run then made, the one that was
 * interrupted with them. Where none came after that one, a process that ends there leaves the same: it is not run.
 */
export async function atEveryCall(
  names: readonly string[],
  interrupted: (fault: {
    readonly at: number;
    readonly kind: FaultKind;
    readonly name: string;
  }) => Promise<readonly string[]>,
): Promise<void> {
  for (const [i, name] of names.entries())
    for (const kind of ['before', 'after'] as const) {
      const made = await interrupted({ at: i + 1, kind, name });
      if (made.length > i + 1) await interrupted({ at: i + 1, kind: `kill-${kind}`, name });
    }
}
