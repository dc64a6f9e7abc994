import { useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  InvitationPreview,
  InvitedMemberView,
  JoinedView,
  MemberView,
  OrganizationView,
} from '../../../shared/http/views.ts';
import { get, getAll, patch, post, remove } from '../api/client.ts';
import { isProblem } from '../api/problem.ts';
import type { Role } from './roles.ts';

const all = ['organizations'];
const pathOf = (id: string) => `/v1/organizations/${encodeURIComponent(id)}`;

/** The person's organizations, the one that they belong to longest first. */
export const useOrganizations = () =>
  useQuery({ queryKey: all, queryFn: () => getAll<OrganizationView>('/v1/organizations') });

/** One organization of the person's. */
export const useOrganization = (id: string) =>
  useQuery({ queryKey: [...all, id], queryFn: () => get<OrganizationView>(pathOf(id)) });

/** A member, or an address that was invited. */
export type Listed = MemberView | InvitedMemberView;

/** The organization's members and open invitations. */
export const useMembers = () => useQuery({ queryKey: ['members'], queryFn: () => getAll<Listed>('/v1/members') });

/** Changes of members and invitations. Each reads the members again afterwards, also when it was refused. */
export function useMemberActions() {
  const client = useQueryClient();
  const andReadAgain = <T>(change: Promise<T>): Promise<T> =>
    change.finally(() => client.invalidateQueries({ queryKey: ['members'] }));
  const path = (id: string) => `/v1/members/${encodeURIComponent(id)}`;
  return {
    invite: (email: string, role: Role) => andReadAgain(post<InvitedMemberView>('/v1/members', { email, role })),
    setRole: (id: string, role: Role) => andReadAgain(patch<MemberView>(path(id), { role })),
    remove: (id: string) => andReadAgain(remove(path(id))),
    /** Both stay owners if the second step is refused; the same change finishes it. */
    transfer: (to: string, own: string) =>
      andReadAgain(
        (async () => {
          await patch<MemberView>(path(to), { role: 'owner' });
          await patch<MemberView>(path(own), { role: 'admin' });
        })(),
      ),
  };
}

/** What an organization says of itself; null takes a detail away. */
export type OrganizationDetails = {
  readonly name: string;
  readonly legalName: string | null;
  readonly country: string | null;
  readonly mailsStatements: boolean;
};

/** Saves an organization's details, and reads everything that shows its name again. */
export function useChangeOrganization(id: string) {
  const client = useQueryClient();
  return async (details: OrganizationDetails) => {
    client.setQueryData([...all, id], await patch<OrganizationView>(pathOf(id), details));
    await Promise.all([all, ['account']].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

/** Makes an organization, which the person owns. */
export const createOrganization = (name: string) => post<OrganizationView>('/v1/organizations', { name });

/** What an invitation offers; opening it uses nothing up. Asked for only where there is a token. */
export const useInvitation = (token: string) =>
  useQuery({
    queryKey: ['invitation', token],
    queryFn: () => post<InvitationPreview>('/v1/invitations/preview', { token }),
    enabled: token !== '',
    staleTime: Infinity,
  });

/** Whether a refusal says that an invitation is not good, or not any more. */
export const isSpent = (error: unknown): boolean =>
  isProblem(error, 'not_found') || isProblem(error, 'invalid_request');

/** Makes the person a member of the organization that invited their address. */
export const acceptInvitation = (token: string) => post<JoinedView>('/v1/invitations/accept', { token });
