import { isHandle } from '../../shared/domain/badges/handle.ts';

const path = /^\/badges\/([^/.]+)(?:\.(?:json|svg|png)|\/(?:credential(?:\.svg|\.png)?|picture))?\/?$/;

/** The handle that an address of this deployment is about; null for every other address. Nothing is fetched. */
export function handleIn(origin: string, address: string): string | null {
  const url = URL.parse(address);
  if (!url || url.origin !== origin) return null;
  const handle = path.exec(url.pathname)?.[1] ?? '';
  return isHandle(handle) ? handle : null;
}

/** The same for what somebody types: an address, with or without its scheme, or a handle with or without "@". */
export function handleMeant(origin: string, text: string): string | null {
  const typed = text.trim();
  const handle = typed.replace(/^@/, '').toLowerCase();
  if (isHandle(handle)) return handle;
  const { protocol, host } = new URL(origin);
  return handleIn(origin, typed) ?? (typed.startsWith(`${host}/`) ? handleIn(origin, `${protocol}//${typed}`) : null);
}
