/** The details of a line of the trail that pages say in words, in this order. */
export const factNames = [
  'label',
  'name',
  'handle',
  'domain',
  'url',
  'environment',
  'app',
  'plan',
  'badge',
  'licence',
  'version',
  'price',
  'amount',
  'cap',
  'units',
  'fields',
  'from',
  'to',
  'expiresAt',
  'until',
  'reason',
] as const;

/** A detail that has a name in both languages. */
export type FactName = (typeof factNames)[number];

/** A detail as it is shown: a text, code, an instant, a day, an amount of money, or a word that is translated. */
export type Fact = { readonly name: FactName } & (
  | { readonly as: 'text' | 'code' | 'instant' | 'day' | 'environment' | 'role' | 'app'; readonly value: string }
  | { readonly as: 'fields'; readonly value: readonly string[] }
  | { readonly as: 'money'; readonly amountMinor: number; readonly currency: string }
);

type Detail = Readonly<Record<string, string>>;

const roles = ['viewer', 'developer', 'billing', 'admin', 'owner'];
const isInstant = (text: string) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text));
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

function moneyIn(name: 'amount' | 'cap', text: string): Fact | undefined {
  const [, amount, currency] = /^(\d+) ([a-z]{3})$/.exec(text) ?? [];
  if (amount === undefined || currency === undefined) return undefined;
  return { name, as: 'money', amountMinor: Number(amount), currency };
}

function factOf(name: FactName, value: string): Fact {
  if (name === 'amount' || name === 'cap') return moneyIn(name, value) ?? { name, as: 'code', value };
  if (name === 'fields') return { name, as: 'fields', value: value.split(',') };
  if (isInstant(value)) return { name, as: 'instant', value };
  if (isDay(value)) return { name, as: 'day', value };
  if (name === 'app') return { name, as: 'app', value };
  if (name === 'environment') return { name, as: 'environment', value };
  if ((name === 'from' || name === 'to') && roles.includes(value)) return { name, as: 'role', value };
  const isOurs = name === 'price' || name === 'licence' || name === 'version' || name === 'url' || name === 'domain';
  return { name, as: isOurs ? 'code' : 'text', value };
}

/** Everything about a line that has a name in both languages. An amount and its currency are one fact. */
export function factsOf(detail: Detail): Fact[] {
  const { amountMinor, currency } = detail;
  const all: Detail = amountMinor === undefined ? detail : { ...detail, amount: `${amountMinor} ${currency}` };
  return factNames.flatMap((name) => {
    const value = all[name];
    return value === undefined || value === '' ? [] : [factOf(name, value)];
  });
}
