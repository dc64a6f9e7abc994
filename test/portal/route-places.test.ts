import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { routePlaces } from './route-places.ts';
import { pathsOutside, withoutPlace } from './routes-without-place.ts';
import { canSend, closureOf } from './sent-routes.ts';

const tables = {
  'portal/src/app.tsx': '',
  'portal/src/dashboard/routes.tsx': 'app/',
  'portal/src/operator/routes.tsx': 'console/',
};
const pageLine = /\[\s*'([^']*)',\s*\(\) => import\('(\.[^']+)'\)/g;

/** The files that come with each page. */
const pages = new Map([
  ...Object.entries(tables).flatMap(([table, base]) =>
    [...readFileSync(table, 'utf8').matchAll(pageLine)].map(([, path = '', file = '']): [string, string] => [
      base + path,
      normalize(join(dirname(table), file)),
    ]),
  ),
  ['', 'portal/src/shell/layout.tsx'] as const,
  ['console/*', 'portal/src/operator/operator-page.tsx'] as const,
]);
const filesOf = (page: string) => closureOf(pages.get(page) ?? '', Object.keys(tables));

const routes = Object.values(functions)
  .flatMap(({ routes: own }) => (own === undefined || own === '$default' ? [] : Object.keys(own)))
  .filter((route) => !Object.keys(pathsOutside).some((path) => route.split(' ')[1]?.startsWith(path)));
const placed = Object.entries(routePlaces).flatMap(([page, own]) => own.map((route) => [route, page] as const));

test('every route has one place in the portal, or a reason to have none', () => {
  const told = [...placed.map(([route]) => route), ...Object.keys(withoutPlace)];
  expect(told.toSorted()).toEqual(routes.toSorted());
});

test('every place is a page, and its files send the route', () => {
  const lost = placed.filter(([route, page]) => !pages.has(page) || !canSend(filesOf(page), route));
  expect(lost).toEqual([]);
});

test('a route without a place is sent by no page', () => {
  const every = new Set([...pages.keys()].flatMap((page) => [...filesOf(page)]));
  expect(Object.keys(withoutPlace).filter((route) => canSend(every, route))).toEqual([]);
});

test('a page does not send a route of another page, nor one that is not there', () => {
  const files = filesOf('app/evidence');
  const sent = ['POST /v1/statements/{day}/contest', 'POST /v1/packs', 'GET /v1/packs/{id}'];
  const others = [
    'POST /v1/statements/{day}/places',
    'DELETE /v1/packs/{id}',
    'POST /v1/keys/{id}/rotate',
    'GET /v1/webhooks',
  ];
  expect([...sent, ...others].filter((route) => canSend(files, route))).toEqual(sent);
});
