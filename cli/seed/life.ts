/** The parts of an organization that console pages list, apart from its money and keys. */
import { seen } from '../../shared/domain/accounts/together.ts';
import { mailLogOver } from '../../shared/storage/accounts/mail-log.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import type { Drawing, Owned } from './drawing.ts';
import { drawnText } from './drawn.ts';
import { writeBadge, writeCorrection, writeUseCase } from './for-operators.ts';
import { writeRefusals } from './refusals.ts';

const hourMs = 3_600_000;
const mails = ['first_payment', 'invoice_paid', 'key_expiring'] as const;

/** Writes mails, refusals and a network that four share; of some a badge, a use case, a correction and a blocked address. */
export async function writeLife(drawing: Drawing, owned: Owned): Promise<void> {
  const { table, random, now } = drawing;
  const { n, account } = owned;
  const mail = { accountId: account.id, address: account.email, outcome: 'sent' } as const;
  for (const [i, name] of mails.entries()) {
    const at = new Date(now.getTime() - (i + 1) * 24 * hourMs).toISOString();
    await mailLogOver(table).note({ ...mail, id: drawnText(random, 16), at, name }, null);
  }
  await writeRefusals(drawing, owned);
  await sightingsOver(table).note(account.id, seen('card', `card of organizations ${Math.floor(n / 4)}`), now);
  if (n % 10 === 0) await writeBadge(drawing, owned);
  if (n % 10 === 1) await writeUseCase(drawing, owned);
  if (n % 10 === 2) await writeCorrection(drawing, owned);
  if (n % 20 === 3)
    await suppressionsOver(table).report({
      ...{ address: account.email, kind: 'bounce', at: now.toISOString(), detail: '550 5.1.1 no such mailbox' },
    });
}
