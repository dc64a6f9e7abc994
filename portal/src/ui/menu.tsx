import { type KeyboardEvent, type ToggleEvent, useId, useRef, useState } from 'react';

type MenuItem = { readonly id: string; readonly label: string; readonly isDangerous?: boolean };
type MenuProps<T extends MenuItem> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly onChoose: (item: T) => void;
};

/**
 * A button with a menu of acts, by the menu button pattern of the ARIA practices guide: arrows, Home, End and letters move, Escape closes.
 * A screen that cannot place it beside its button shows it as a sheet at the bottom.
 */
export function Menu<T extends MenuItem>({ label, items, onChoose }: MenuProps<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const entries = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const onToggle = ({ newState }: ToggleEvent<HTMLDivElement>) => {
    setOpen(newState === 'open');
    if (newState === 'open') entries()[0]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return list.current?.hidePopover();
    const next = entryFor(event.key, entries());
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const choose = (item: T) => {
    list.current?.hidePopover();
    onChoose(item);
  };
  return (
    <>
      <button
        type="button"
        className="button button-plain"
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={isOpen}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      <div
        id={id}
        ref={list}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="menu"
        {...{ onToggle, onKeyDown }}
        aria-label={label}
      >
        {items.map((item) => (
          <MenuEntry key={item.id} item={item} onClick={() => choose(item)} />
        ))}
      </div>
    </>
  );
}

const MenuEntry = ({ item, onClick }: { readonly item: MenuItem; readonly onClick: () => void }) => (
  <button
    type="button"
    role="menuitem"
    tabIndex={-1}
    className={item.isDangerous ? 'menu-danger' : undefined}
    onClick={onClick}
  >
    {item.label}
  </button>
);

/** The entry that a key leads to from the focused one; undefined for any other key. */
function entryFor(key: string, entries: readonly HTMLButtonElement[]): HTMLButtonElement | undefined {
  const at = entries.findIndex((entry) => entry.matches(':focus'));
  if (key === 'ArrowDown') return entries[(at + 1) % entries.length];
  if (key === 'ArrowUp') return entries.at(at <= 0 ? -1 : at - 1);
  if (key === 'Home') return entries[0];
  if (key === 'End') return entries.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  return after.find(({ textContent }) => textContent.toLowerCase().startsWith(key.toLowerCase()));
}
