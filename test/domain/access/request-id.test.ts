import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idWithin, parseRequestId, requestId } from '../../../shared/domain/access/request-id.ts';

const at = Date.parse('2026-11-24T09:08:07.654Z');

test('an id names the organization and the second once it is known whose request it is', () => {
  const id = requestId('JKJaXmPLvHcESHA=', at);
  expect(id.text()).toBe('JKJaXmPLvHcESHA=');
  id.isOf('acc_0c2f');
  expect(id.text()).toBe('JKJaXmPLvHcESHA=.acc_0c2f.20261124T090807Z');
});

test('an id is taken apart into what it was made of', () => {
  const id = fc.stringMatching(/^[\w=+/-]{1,40}$/);
  const organization = fc.stringMatching(/^acc_[\w-]{1,40}$/);
  const time = fc.date({ min: new Date('2020-01-01'), max: new Date('2199-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(id, organization, time, (own, organizationId, when) => {
      const second = `${when.toISOString().slice(0, 19)}.000Z`;
      expect(parseRequestId(idWithin(own, organizationId, when.getTime()))).toEqual({
        ...{ id: own, organizationId, at: second },
      });
    }),
  );
});

test.each([
  '',
  'JKJaXmPLvHcESHA=',
  'a.acc_1',
  'a.acc_1.2026-11-24T09:08:07Z',
  'a.acc_1.20261324T090807Z',
  'a.acc_1.20260230T090807Z',
  'a.acc_1.20261124T250807Z',
  'a.acc_1.20261124T090860Z',
  '.acc_1.20261124T090807Z',
  'a..20261124T090807Z',
  'a.acc#1.20261124T090807Z',
  'a b.acc_1.20261124T090807Z',
  `${'a'.repeat(129)}.acc_1.20261124T090807Z`,
  `a.${'a'.repeat(65)}.20261124T090807Z`,
  'a.acc_1.20261124T090807Z.more',
])('%s is no id that names an organization', (text) => expect(parseRequestId(text)).toBeNull());
