import { expect, it } from 'vitest';
import { mayLeadHere } from '../../../shared/services/webhooks/target.ts';

it('webhooks lead to this machine in the local world alone: elsewhere the function does not start', () => {
  expect(mayLeadHere({ stage: 'local', localWebhooks: 'allowed' })).toBe(true);
  expect(mayLeadHere({ stage: 'local' })).toBe(false);
  for (const stage of ['dev', 'prod']) {
    expect(mayLeadHere({ stage })).toBe(false);
    expect(() => mayLeadHere({ stage, localWebhooks: 'allowed' })).toThrow(
      'LOCAL_WEBHOOKS is for the local world only',
    );
  }
});
