/** The pages that the sidebar leads to. A page of the console or the dashboard is added here, in `app.tsx` or `operator-page.tsx`, and in the texts. */
import type en from '../i18n/en.json';

/** A page in the sidebar. */
export type Place = {
  readonly to: string;
  /** Its text, under `shell.place`. */
  readonly name: keyof (typeof en)['shell']['place'];
  /** Current on this address alone, not on those below it. */
  readonly exact?: boolean;
  /** Also in the bar at the bottom of a narrow screen; all others are behind its last button. */
  readonly inBar?: boolean;
};

/** Pages that belong together, with a heading under `shell.group`; the first group has none. */
export type PlaceGroup = {
  readonly name?: keyof (typeof en)['shell']['group'];
  readonly places: readonly Place[];
};

/** The buyer's pages. */
export const buyerPlaces: readonly PlaceGroup[] = [
  {
    places: [
      { to: '/app', name: 'overview', exact: true, inBar: true },
      { to: '/app/keys', name: 'keys', inBar: true },
      { to: '/app/usage', name: 'usage', inBar: true },
      { to: '/app/requests', name: 'requests' },
      { to: '/app/billing', name: 'billing', inBar: true },
    ],
  },
  {
    name: 'integration',
    places: [
      { to: '/app/apps', name: 'apps' },
      { to: '/app/webhooks', name: 'webhooks' },
    ],
  },
  {
    name: 'proof',
    places: [
      { to: '/app/badges', name: 'badges' },
      { to: '/app/licences', name: 'licences' },
      { to: '/app/evidence', name: 'evidence' },
    ],
  },
  {
    name: 'organization',
    places: [
      { to: '/app/team', name: 'team' },
      { to: '/app/activity', name: 'activity' },
      { to: '/app/settings', name: 'settings' },
    ],
  },
];

/** The operator's pages. */
export const consolePlaces: readonly PlaceGroup[] = [
  {
    places: [
      { to: '/console', name: 'today', exact: true, inBar: true },
      { to: '/console/organizations', name: 'organizations', inBar: true },
      { to: '/console/requests', name: 'requests' },
      { to: '/console/revenue', name: 'revenue' },
    ],
  },
  {
    name: 'billing',
    places: [
      { to: '/console/events', name: 'events', inBar: true },
      { to: '/console/drift', name: 'corrections' },
      { to: '/console/catalogue', name: 'catalogue' },
    ],
  },
  {
    name: 'reviews',
    places: [
      { to: '/console/badges', name: 'badges', inBar: true },
      { to: '/console/use-cases', name: 'useCases' },
      { to: '/console/contests', name: 'contests' },
    ],
  },
  {
    name: 'running',
    places: [
      { to: '/console/datasets', name: 'datasets' },
      { to: '/console/licences', name: 'licences' },
      { to: '/console/suppressions', name: 'blocked' },
      { to: '/console/webhooks', name: 'webhooks' },
      { to: '/console/trail', name: 'activity' },
      { to: '/console/roles', name: 'roles' },
      { to: '/console/operations', name: 'operations' },
    ],
  },
];

/** The places of the bar at the bottom of a narrow screen. */
export const barPlaces = (groups: readonly PlaceGroup[]): readonly Place[] =>
  groups.flatMap(({ places }) => places).filter(({ inBar }) => inBar);
