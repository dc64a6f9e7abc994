import { seededRandom } from '../../../datasets/random.ts';
import { type Changed, ExploredWorld, type Scenario } from './explored-world.ts';

export type Explored = {
  readonly states: number;
  /** Nothing was left to explore. */
  readonly complete: boolean;
  /** The first violation, and the choices that led to it. */
  readonly violation?: { readonly found: readonly string[]; readonly trace: readonly string[] };
};

type Options = { readonly most: number; readonly changed?: Changed };

/**
 * Tries every order of everything that may happen in a scenario, depth first, until there is no new state or `most` states were seen. It
 * does not enter a state twice. It runs each way from the beginning, since the code under test is the real one.
 */
export async function explore(scenario: Scenario, { most, changed }: Options): Promise<Explored> {
  const seen = new Set<string>();
  /** The choices left at each depth of the present way, the present one last. */
  const way: string[][] = [];
  do {
    const world = await ExploredWorld.of(scenario, changed);
    for (const names of way) await world.perform(names.at(-1) ?? '');
    for (;;) {
      const found = await world.violations();
      const trace = way.flatMap((names) => names.at(-1) ?? []);
      if (found.length > 0) return { states: seen.size, complete: false, violation: { found, trace } };
      const state = await world.state();
      if (seen.has(state)) break;
      seen.add(state);
      const names = (await world.choices()).map(({ name }) => name).reverse();
      const first = names.at(-1);
      if (first === undefined) break;
      way.push(names);
      await world.perform(first);
    }
    while (way.length > 0) {
      way.at(-1)?.pop();
      if (way.at(-1)?.length) break;
      way.pop();
    }
  } while (way.length > 0 && seen.size < most);
  return { states: seen.size, complete: way.length === 0 };
}

/**
 * Goes `walks` ways through a scenario, each choice drawn at random. In seconds it covers states that are far apart in the order of
 * `explore`. The same seed goes the same ways.
 */
export async function wander(
  scenario: Scenario,
  { seed, walks, changed }: { readonly seed: number; readonly walks: number; readonly changed?: Changed },
): Promise<Explored> {
  const random = seededRandom(seed).next;
  const seen = new Set<string>();
  for (let walk = 0; walk < walks; walk++) {
    const world = await ExploredWorld.of(scenario, changed);
    const trace: string[] = [];
    for (;;) {
      const found = await world.violations();
      if (found.length > 0) return { states: seen.size, complete: false, violation: { found, trace } };
      seen.add(await world.state());
      const choices = await world.choices();
      const choice = choices[Math.floor(random() * choices.length)];
      if (!choice) break;
      trace.push(choice.name);
      await world.perform(choice.name);
    }
  }
  return { states: seen.size, complete: false };
}
