import type { Simulation } from '../core/simulation.ts';

const shownEntries = 10;

type List = { readonly object: 'list'; readonly data: readonly unknown[]; readonly url: string };

const isList = (value: object): value is List => (value as Partial<List>).object === 'list' && 'data' in value;

/** Lines of an invoice are pages of a list of their own; so are the expanded payments of one. */
const isCut = ({ url, data }: List): boolean => data.length > shownEntries && url.startsWith('/v1/invoices/');

/** An answer in which each list inside an invoice holds the first ten entries only. https://docs.stripe.com/api/invoices/line_item */
export function withShortLists(sim: Simulation, answer: object): object {
  if (!sim.rules.isOn('N7') || !holdsCut(answer)) return answer;
  const isTop = isList(answer);
  const entries = isTop ? { ...answer, data: answer.data.map(shortened) } : shortened(answer);
  return entries as object;
}

/** Most answers hold none, and are not copied. */
function holdsCut(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (isList(value) && isCut(value)) || Object.values(value).some(holdsCut);
}

function shortened(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shortened);
  const part =
    isList(value) && isCut(value) ? { ...value, data: value.data.slice(0, shownEntries), has_more: true } : value;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, shortened(each)]));
}
