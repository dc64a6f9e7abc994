import { unsupported } from '../core/problem.ts';

/**
 * Refuses parameters that Stripe knows and the simulator would ignore. `supported` names those that it honours: a dotted
 * path covers everything below it, and `*` one list index (`line_items.*.price`).
 */
export function refuseUnsupported(params: object, supported: readonly string[]): void {
  const honoured = new Set([...supported, 'expand']);
  const ignored = unhonoured(params, [], honoured);
  if (ignored) throw unsupported(`the parameter ${nameOf(ignored)}`, nameOf(ignored));
}

function unhonoured(value: unknown, path: readonly string[], honoured: ReadonlySet<string>): readonly string[] | null {
  if (path.length > 0 && honoured.has(path.map((part) => (/^\d+$/.test(part) ? '*' : part)).join('.'))) return null;
  if (typeof value !== 'object' || value === null) return path;
  for (const [name, part] of Object.entries(value)) {
    const ignored = unhonoured(part, [...path, name], honoured);
    if (ignored) return ignored;
  }
  return null;
}

const nameOf = ([head = '', ...rest]: readonly string[]) => head + rest.map((part) => `[${part}]`).join('');
