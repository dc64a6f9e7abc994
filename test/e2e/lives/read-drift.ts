import type { CorrectionView, Listing } from '../../../shared/http/views.ts';
import type { UsageDrift } from './books.ts';
import type { LivesPerson } from './lives-world.ts';

type Difference = CorrectionView['differences'][number] & { readonly amountMinor?: number; readonly currency?: string };

/** Differences of usage in the operator's drift report since `from` (epoch seconds), the newest run's first. */
export async function readDrift(operator: LivesPerson, from: number): Promise<UsageDrift[]> {
  const found: UsageDrift[] = [];
  let cursor: string | undefined;
  do {
    const path = `/v1/admin/drift?limit=100${cursor ? `&cursor=${cursor}` : ''}`;
    const { status, body } = await operator.get<Listing<CorrectionView>>(path);
    if (status !== 200) throw new Error(`The drift report answered ${status}`);
    const since = body.data.filter(({ at }) => Date.parse(at) / 1000 >= from);
    found.push(...since.flatMap(usageIn));
    cursor = since.length < body.data.length ? undefined : body.cursor;
  } while (cursor);
  return found;
}

const usageIn = ({ at, customerId: customer, differences }: CorrectionView): UsageDrift[] =>
  differences
    .filter(({ of }) => of === 'usage')
    .map((difference) => ({
      at: Date.parse(at) / 1000,
      customer,
      window: difference.id,
      field: difference.field,
      ...moneyIn(difference),
      text: JSON.stringify(difference),
      units: unbilledIn(difference),
    }));

const moneyIn = ({ amountMinor, currency }: Difference) =>
  amountMinor === undefined || currency === undefined ? {} : { money: { amountMinor, currency } };

/**
 * Units that a difference says are not billed. `invoice` and `discarded`: counted, and not on the invoice. `late`: found after the invoice was final. A meter that
 * says something else is told again, and decides nothing. Nor does an invoice that is not paid.
 */
function unbilledIn({ field, before, after }: Difference): number {
  const [ours, theirs] = [Number(before ?? 0), Number(after ?? 0)];
  if (field === 'meter' || field === 'uncollected') return 0;
  return field === 'late' ? theirs - ours : ours - theirs;
}
