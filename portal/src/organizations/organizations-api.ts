import { useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AffiliatesView,
  AffiliationView,
  ChangeView,
  DomainProofView,
  SeatsPreviewView,
} from '../../../shared/http/views.ts';
import { get, getAll, post, put, remove } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';

const pathOf = (handle: string) => `/v1/badges/${encodeURIComponent(handle)}`;

/** Whether an organization's domain is proven, and the record that proves it. */
export const useDomainProof = (handle: string) =>
  useQuery({ queryKey: ['domain', handle], queryFn: () => get<DomainProofView>(`${pathOf(handle)}/domain`) });

/** Checks the record now; every place that shows the proof gets the result. */
export function useDomainCheck(handle: string) {
  const client = useQueryClient();
  return async (): Promise<DomainProofView> => {
    const proof = await post<DomainProofView>(`${pathOf(handle)}/domain/check`);
    client.setQueryData(['domain', handle], proof);
    await client.invalidateQueries({ queryKey: ['badges'] });
    return proof;
  };
}

/** An organization's affiliates and seats; null if the badge has no affiliates. */
export const useAffiliates = (handle: string) =>
  useQuery({
    queryKey: ['affiliates', handle],
    queryFn: () => orNone(get<AffiliatesView>(`${pathOf(handle)}/affiliates`)),
  });

/** An organization's actions on its affiliates. Each reads the affiliates again afterwards. */
export function useAffiliateActions(handle: string) {
  const client = useQueryClient();
  const path = `${pathOf(handle)}/affiliates`;
  const andReadAgain = async <T>(change: Promise<T>): Promise<T> => {
    const done = await change;
    await client.invalidateQueries({ queryKey: ['affiliates', handle] });
    return done;
  };
  return {
    invite: (email: string) => andReadAgain(post(path, { email })),
    remove: (id: string) => andReadAgain(remove(`${path}/${encodeURIComponent(id)}`)),
    confirm: (id: string, version: number) =>
      andReadAgain(post(`${path}/${encodeURIComponent(id)}/confirm`, { version })),
  };
}

/** The preview of another number of seats, and the change to it at the previewed price. */
export function useSeats(handle: string) {
  const path = `${pathOf(handle)}/affiliates/seats`;
  return {
    preview: (seats: number) => post<SeatsPreviewView>(`${path}/preview`, { seats }),
    set: ({ seats, prorationAt }: Pick<SeatsPreviewView, 'seats' | 'prorationAt'>) =>
      put<ChangeView>(path, { seats, ...(prorationAt !== null && { prorationAt }) }),
  };
}

/** This account's affiliations and invitations; null if no badge has affiliates. */
export const useAffiliations = () =>
  useQuery({ queryKey: ['affiliations'], queryFn: () => orNone(getAll<AffiliationView>('/v1/affiliations')) });

/** The profile that an organization vouches for. */
export type AffiliateProfile = {
  readonly handle: string;
  readonly displayName: string;
  readonly url: string;
};

/** An affiliate's actions on an invitation or affiliation. Each reads affiliations and badges again afterwards. */
export function useAffiliationActions(id: string) {
  const client = useQueryClient();
  const act = async (action: string, body?: object) => {
    await post(`/v1/affiliations/${encodeURIComponent(id)}/${action}`, body);
    await client.invalidateQueries({ queryKey: ['affiliations'] });
    await client.invalidateQueries({ queryKey: ['badges'] });
  };
  return {
    accept: (profile: AffiliateProfile) => act('accept', profile),
    decline: () => act('decline'),
    leave: () => act('leave'),
  };
}

const orNone = <T>(read: Promise<T>): Promise<T | null> =>
  read.catch((error: unknown) => {
    if (problemOf(error)?.status === 404) return null;
    throw error;
  });
