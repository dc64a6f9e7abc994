import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type EventType,
  eventGroups,
  eventTypes,
  outboundEvents,
} from '../../../shared/domain/webhooks/event-types.ts';

const fieldText = ([name, remark]: [string, string]) => (remark === '' ? `\`${name}\`` : `\`${name}\` (${remark})`);
const row = (type: EventType) => {
  const { when, data } = outboundEvents[type];
  return `| \`${type}\` | ${when} | ${Object.entries(data).map(fieldText).join(', ')} |`;
};

test('docs/webhooks.md has a row of every event, as its entry says it', () => {
  const rows = readFileSync('docs/webhooks.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[a-z_]+\.[a-z_]+`/.test(line));
  expect(rows).toEqual((Object.keys(outboundEvents) as EventType[]).map(row));
});

test('each event that a webhook registers for is in a group of the dashboard, and each group has events', () => {
  const groups = eventTypes.map((type) => outboundEvents[type].group);
  expect(new Set(groups)).toEqual(new Set(eventGroups));
  expect(eventTypes).not.toContain('webhook.test');
});
