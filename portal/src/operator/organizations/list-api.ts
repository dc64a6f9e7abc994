import type { Listing, OrganizationRowView } from '../../../../shared/http/views.ts';
import { getPage } from '../../api/client.ts';
import { useListing } from '../operator-api.ts';

/** The orders of the list, each of which an index stands for. */
export const orders = ['created', 'name', 'revenue', 'failing', 'seen'] as const;
/** The states that it may be narrowed to. */
export const states = ['active', 'suspended', 'leaving', 'left'] as const;

/** The order and filter of a list, as its address has them. */
export type Wanted = {
  readonly sort: (typeof orders)[number];
  readonly state: string;
  readonly sold: string;
  readonly currency: string;
};

/** As much of an address as is about the list; what nothing is called leads to the usual list. */
export const wantedIn = (params: URLSearchParams): Wanted => ({
  sort: orders.find((each) => each === params.get('sort')) ?? 'created',
  state: states.find((each) => each === params.get('state')) ?? '',
  sold: params.get('sold') ?? '',
  currency: params.get('currency') ?? '',
});

/** The path of a list in the API. */
export function listPath({ sort, state, sold, currency }: Wanted): string {
  const params = { sort, ...(state && { state }), ...(sold && { sold }), ...(currency && { currency }) };
  return `/v1/admin/organizations?${new URLSearchParams(params)}`;
}

/** The list, page after page. */
export const useOrganizationRows = (wanted: Wanted) =>
  useListing<OrganizationRowView>(['admin', 'organizations', listPath(wanted)], listPath(wanted));

/** The most rows of a file: 100 pages of the API. */
export const maxExported = 10_000;

/** All rows of a list, page after page, up to `maxExported`; `more`: there are others. */
export async function allRows(wanted: Wanted): Promise<{ rows: OrganizationRowView[]; more: boolean }> {
  const rows: OrganizationRowView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxExported / 100; page++) {
    const answer: Listing<OrganizationRowView> = await getPage(`${listPath(wanted)}&limit=100`, cursor);
    rows.push(...answer.data);
    cursor = answer.cursor;
    if (cursor === undefined) return { rows, more: false };
  }
  return { rows, more: true };
}
