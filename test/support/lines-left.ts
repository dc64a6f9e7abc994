/** A line that a route or a function left: `name` is the route's or the function's. */
type Left = { readonly name: string; readonly action: string; readonly isMailed: boolean };

const left = new Set<string>();

/** A line as reports name it. */
export const nameOfLine = ({ name, action }: Pick<Left, 'name' | 'action'>): string => `${name}: ${action}`;

/** Notes that a line was left in this process. */
export function noteLeft(line: Left): void {
  left.add(nameOfLine(line));
  left.add(`${nameOfLine(line)} ${line.isMailed ? 'with' : 'without'} an email`);
}

/** Everything that was left since the last time. */
export function takeLeft(): string[] {
  const taken = [...left];
  left.clear();
  return taken;
}
