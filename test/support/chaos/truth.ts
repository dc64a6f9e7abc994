import { openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** An admitted call. `servedAt` null: the process ended or stopped before its answer left. Times are of its own clock. */
export type TrueCall = {
  readonly accountId: string;
  readonly periodStart: string;
  readonly keyId: string;
  readonly admittedAt: number;
  /** The place of its instance id among those of the process. */
  readonly life: number;
  units: number;
  servedAt: number | null;
};

/** The deeds of one process, in their order. */
export type Truth = {
  readonly name: string;
  readonly instanceIds: readonly string[];
  readonly calls: readonly TrueCall[];
};

type Admitted = Pick<TrueCall, 'accountId' | 'periodStart' | 'keyId'> & { readonly at: number };

/**
 * Notes the deeds of a process in a file of its own, one line each, before anything follows from them. So even if the process is killed,
 * the file has everything that a caller may have got.
 */
export function truthLog(folder: string, name: string) {
  const handle = openSync(join(folder, name), 'a');
  const write = (...words: readonly (string | number)[]) => void writeSync(handle, `${words.join(' ')}\n`);
  let calls = 0;
  return {
    began: (instanceId: string) => write('life', instanceId),
    admitted({ accountId, periodStart, keyId, at }: Admitted): number {
      calls += 1;
      write('admitted', calls, accountId, periodStart, keyId, at);
      return calls;
    },
    served: (call: number, units: number, at: number) => write('served', call, units, at),
  };
}

/** Every process's truth, by the files in `folder`. */
export const readTruths = (folder: string): Truth[] =>
  readdirSync(folder).map((name) => truthOf(name, readFileSync(join(folder, name), 'utf8')));

function truthOf(name: string, text: string): Truth {
  const instanceIds: string[] = [];
  const calls = new Map<string, TrueCall>();
  for (const line of text.split('\n')) {
    const [deed, first = '', ...rest] = line.split(' ');
    if (deed === 'life') instanceIds.push(first);
    else if (deed === 'admitted') {
      const [accountId = '', periodStart = '', keyId = '', at] = rest;
      const life = instanceIds.length - 1;
      calls.set(first, { accountId, periodStart, keyId, admittedAt: Number(at), life, units: 0, servedAt: null });
    } else if (deed === 'served') {
      const call = calls.get(first);
      if (!call) throw new Error(`${name} served a call that it had not admitted: ${line}`);
      call.units = Number(rest[0]);
      call.servedAt = Number(rest[1]);
    }
  }
  return { name, instanceIds, calls: [...calls.values()] };
}
