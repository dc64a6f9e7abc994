import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type Stripe from 'stripe';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { soldBy, soldName } from '../../shared/domain/catalog/look-up.ts';
import { overagePlanOf } from '../../shared/domain/catalog/overage-price.ts';
import { mailQueueOver } from '../../shared/queues.ts';
import { describeMigration } from '../../shared/stripe/catalog/describe-migration.ts';
import { migrate } from '../../shared/stripe/catalog/migrate.ts';
import { planMigration } from '../../shared/stripe/catalog/migration.ts';
import { priceNotice } from '../../shared/stripe/catalog/price-notice.ts';

/** Which price's subscribers move, whether they move now, and where the mails about it go. */
export type MigrateSettings = {
  readonly lookupKey: string;
  /** Without it only the preview is shown. */
  readonly yes: boolean;
  readonly now: boolean;
  readonly mailQueueUrl: string | undefined;
};

/** Shows the migration, and with `yes` carries it out. @throws Error in one sentence if it cannot begin, or some subscriptions failed */
export async function migrateSubscribers(stripe: Stripe, catalog: Catalog, settings: MigrateSettings): Promise<void> {
  const { lookupKey, yes, now, mailQueueUrl } = settings;
  const sold = soldBy(catalog, lookupKey);
  if (overagePlanOf(catalog, lookupKey))
    throw new Error(
      `"${lookupKey}" is what goes beyond an allowance: who subscribes keeps its amount until they change plan.`,
    );
  if (!sold) throw new Error(`tollgate.config.ts has no price "${lookupKey}".`);
  const migration = await planMigration(stripe, lookupKey, now);
  console.log(describeMigration(migration, now).join('\n'));
  if (migration.moves.length + migration.untold.length === 0) return;
  if (!yes) return console.log('Nothing was changed. The same command with --yes does it.');
  if (!mailQueueUrl) {
    throw new Error(
      'Buyers are told by mail: give the mail queue with MAIL_QUEUE_URL or --mail-queue. Nothing was changed.',
    );
  }
  const queue = mailQueueOver(new SQSClient({}), mailQueueUrl);
  const told = { to: migration.to, name: soldName(sold), now };
  const { moved, failed } = await migrate(
    {
      stripe,
      tell: (move) =>
        queue.send({
          template: 'notice',
          id: randomUUID(),
          accountId: move.accountId,
          notice: priceNotice(move, told),
        }),
      report: (line) => console.log(line),
    },
    { migration, now },
  );
  console.log(`${moved} moved, ${failed} failed.`);
  if (failed > 0) throw new Error('Run the same command again: it takes up what failed and moves nobody twice.');
}
