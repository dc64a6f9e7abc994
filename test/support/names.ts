import config from '../../tollgate.config.ts';

/** The name of a plan or badge, in each language that the configuration gives it. */
export function nameOf(id: string) {
  const sold = [...config.plans, ...config.badges].find((each) => each.id === id);
  if (!sold) throw new Error(`The configuration has no ${id}`);
  return sold.name;
}
