import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { barPlaces, type Place, type PlaceGroup } from './places.ts';

type PlacesProps = { readonly label: string; readonly groups: readonly PlaceGroup[] };

/** All places, in groups: a column beside the page on a wide screen. */
export const Sidebar = ({ label, groups }: PlacesProps) => (
  <nav className="places" aria-label={label}>
    <Groups groups={groups} />
  </nav>
);

/** The bar at the bottom of a narrow screen: the first places, and a menu of all. */
export function BottomBar({ label, groups }: PlacesProps) {
  const { t } = useTranslation();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  return (
    <nav className="bottom-bar" aria-label={label}>
      <ul>
        {barPlaces(groups).map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} />
          </li>
        ))}
        <li>
          <button type="button" popoverTarget={id}>
            {t('shell.all')}
          </button>
        </li>
      </ul>
      <div id={id} ref={menu} popover="auto" className="places-menu">
        <Groups groups={groups} onFollow={() => menu.current?.hidePopover()} />
      </div>
    </nav>
  );
}

type GroupsProps = { readonly groups: readonly PlaceGroup[]; readonly onFollow?: () => void };

function Groups({ groups, onFollow }: GroupsProps) {
  const { t } = useTranslation();
  return groups.map(({ name, places }) => (
    <section key={name ?? ''}>
      {name && <p className="small">{t(`shell.group.${name}`)}</p>}
      <ul>
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} onFollow={onFollow} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

type PlaceLinkProps = { readonly place: Place; readonly onFollow?: (() => void) | undefined };

function PlaceLink({ place: { to, name, exact = false }, onFollow }: PlaceLinkProps) {
  const { t } = useTranslation();
  return (
    <NavLink to={to} end={exact} {...(onFollow && { onClick: onFollow })}>
      {t(`shell.place.${name}`)}
    </NavLink>
  );
}
