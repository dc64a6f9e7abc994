import type { FunctionDeclaration } from '../../infra/function-declaration.ts';
import { type TrailOfChange, trailOf } from '../../shared/domain/access/authority.ts';

/** A line that a route or a function left: `name` is the route's or the function's. */
type Left = { readonly name: string; readonly action: string; readonly isMailed: boolean };

const left = new Set<string>();
const nameOf = ({ name, action, isMailed }: Left): string =>
  `${name}: ${action} ${isMailed ? 'with' : 'without'} an email`;

/** Notes that a line was left in this process. */
export const noteLeft = (line: Left): void => void left.add(nameOf(line));

/** Everything that was left since the last time. */
export function takeLeft(): string[] {
  const taken = [...left];
  left.clear();
  return taken;
}

/** A sentence for each declared line that is not in `seen`. One that is mailed in some cases only must be there with an email and without. */
export function neverLeft(
  functions: Readonly<Record<string, Pick<FunctionDeclaration, 'routes' | 'work'>>>,
  seen: ReadonlySet<string>,
): string[] {
  const parts = Object.entries(functions).flatMap(([name, { routes, work }]) => [
    ...Object.entries(routes === '$default' ? {} : (routes ?? {})).map(
      ([route, each]) => [route, trailOf(each)] as const,
    ),
    [name, work?.trail ?? []] as const,
  ]);
  return parts.flatMap(([name, trails]) =>
    trails.flatMap(({ actions, mailed }) => actions.flatMap((action) => missingOf({ name, action, mailed }, seen))),
  );
}

type Line = { readonly name: string; readonly action: string; readonly mailed: TrailOfChange['mailed'] };

function missingOf({ name, action, mailed }: Line, seen: ReadonlySet<string>): string[] {
  const [isLeft, isMailed] = [false, true].map((each) => seen.has(nameOf({ name, action, isMailed: each })));
  if (!isLeft && !isMailed) return [`No test leaves a line that is declared: ${name}: ${action}.`];
  const isInSomeCases = typeof mailed === 'object' && 'where' in mailed;
  if (!isInSomeCases || (isLeft && isMailed)) return [];
  return [
    `${name}: ${action} is declared to be mailed in some cases, and tests show ${isMailed ? 'no other' : 'none'}.`,
  ];
}
