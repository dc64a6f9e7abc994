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

/**
 * A sentence for each declared line that is not in `seen`. One that is mailed in some cases only must be there with an email and without, wherever it
 * is declared with the same words.
 */
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
  const lines = parts.flatMap(([name, trails]) =>
    trails.flatMap(({ actions, mailed }) => actions.map((action) => ({ name, action, where: whereOf(mailed) }))),
  );
  const missing = lines.filter((line) => !isSeen(line, seen, true) && !isSeen(line, seen, false));
  const cases = Map.groupBy(
    lines.filter(({ where }) => where !== null),
    ({ action, where }) => `${action} is mailed where ${where}`,
  );
  return [
    ...missing.map(({ name, action }) => `No test leaves a line that is declared: ${name}: ${action}.`),
    ...[...cases].flatMap(([rule, those]) =>
      [true, false]
        .filter((isMailed) => !those.some((line) => isSeen(line, seen, isMailed)))
        .map((isMailed) => `${rule}, and no test shows it ${isMailed ? 'with' : 'without'} an email.`),
    ),
  ];
}

type Line = Pick<Left, 'name' | 'action'>;

const isSeen = (line: Line, seen: ReadonlySet<string>, isMailed: boolean) => seen.has(nameOf({ ...line, isMailed }));

const whereOf = (mailed: TrailOfChange['mailed']): string | null =>
  typeof mailed === 'object' && 'where' in mailed ? mailed.where : null;
