/** The pages that the sidebar leads to. A page of the console or the dashboard is added here, in `app.tsx` or `operator-page.tsx`, and in the texts. */
import type en from '../i18n/en.json';

/** A page in the sidebar. */
export type Place = {
  readonly to: string;
  /** Its text, under `shell.place`. */
  readonly name: keyof (typeof en)['shell']['place'];
  /** Current on this address alone, not on those below it. */
  readonly exact?: boolean;
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
      { to: '/app', name: 'overview', exact: true },
      { to: '/app/apps', name: 'apps' },
      { to: '/app/members', name: 'team' },
    ],
  },
];

/** The operator's pages. */
export const consolePlaces: readonly PlaceGroup[] = [
  {
    places: [{ to: '/console/accounts', name: 'organizations' }],
  },
  {
    name: 'billing',
    places: [
      { to: '/console/events', name: 'events' },
      { to: '/console/drift', name: 'corrections' },
    ],
  },
  {
    name: 'reviews',
    places: [
      { to: '/console/badges', name: 'badges' },
      { to: '/console/use-cases', name: 'useCases' },
    ],
  },
  {
    name: 'running',
    places: [
      { to: '/console/licences', name: 'licences' },
      { to: '/console/suppressions', name: 'blocked' },
      { to: '/console/webhooks', name: 'webhooks' },
      { to: '/console/trail', name: 'activity' },
    ],
  },
];

/** The pages that a bar at the bottom of a narrow screen shows; all others are behind its last button. */
export const firstPlaces = (groups: readonly PlaceGroup[]): readonly Place[] =>
  groups.flatMap(({ places }) => places).slice(0, 3);
