import { describe, expect, it } from 'vitest';
import type { UpstreamCost } from '../../../shared/domain/catalog/upstream.ts';
import { type Answered, costOf } from '../../../shared/domain/upstreams/cost.ts';

const answered = (more: Partial<Answered> = {}, headers: Record<string, string> = {}, json?: unknown): Answered => ({
  status: 200,
  header: (name) => headers[name],
  json: () => json,
  isEmpty: false,
  ...more,
});
const request: UpstreamCost = { per: 'request' };
const header: UpstreamCost = { header: 'x-cost' };
const items: UpstreamCost = { jsonPath: '$.items.length' };
const units = (billed: number, isCut = false) => ({ units: billed, isCut });

describe('the cost of a call', () => {
  it.each([
    ['one a request', request, answered(), units(1)],
    ['as many a request as are configured', { per: 'request', units: 5 } as const, answered(), units(5)],
    ['what a header says', header, answered({}, { 'x-cost': '7' }), units(7)],
    ['nothing where a header says so', header, answered({}, { 'x-cost': '0' }), units(0)],
    ['as many as a list has', items, answered({}, {}, { items: ['a', 'b', 'c'] }), units(3)],
    [
      'a number in the body',
      { jsonPath: '$.usage.units' } as const,
      answered({}, {}, { usage: { units: 4 } }),
      units(4),
    ],
    ['as many as the body is long', { jsonPath: '$.length' } as const, answered({}, {}, [1, 2]), units(2)],
    ['what was reserved, where a header says more', header, answered({}, { 'x-cost': '1000' }), units(10, true)],
    [
      'what was reserved, where the list is longer',
      items,
      answered({}, {}, { items: Array(11).fill(0) }),
      units(10, true),
    ],
    ['nothing without a body', items, answered({ status: 204, isEmpty: true }), units(0)],
  ])('is %s', (_, cost, answer, expected) => {
    expect(costOf(cost, answer, 10)).toEqual(expected);
  });

  it.each([300, 301, 303, 304, 307, 400, 401, 404, 429, 500, 503, 599, 199, 0])(
    'is nothing for status %i, with any cost in the answer',
    (status) => {
      for (const cost of [request, header, items]) {
        expect(costOf(cost, answered({ status }, { 'x-cost': '7' }, { items: [1] }), 10)).toEqual(units(0));
      }
    },
  );

  it.each([
    ['is missing', header, {}, undefined],
    ['is empty', header, { 'x-cost': '' }, undefined],
    ['is below zero', header, { 'x-cost': '-1' }, undefined],
    ['is no whole number', header, { 'x-cost': '1.5' }, undefined],
    ['comes twice', header, { 'x-cost': '1, 1' }, undefined],
    ['is beyond counting', header, { 'x-cost': '9999999999' }, undefined],
    ['lies in a body that is no JSON', items, {}, undefined],
    ['lies in a body without the list', items, {}, { data: [] }],
    ['is a text', items, {}, { items: { length: '3' } }],
    ['is below zero', items, {}, { items: { length: -3 } }],
    ['is inherited by every object', { jsonPath: '$.constructor.length' } as const, {}, {}],
    ['lies within null', items, {}, null],
  ])('is unreadable where its value %s', (_, cost, headers, json) => {
    expect(costOf(cost, answered({}, headers, json), 10)).toEqual({
      unreadable: expect.stringContaining('whole number'),
    });
  });
});
