import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AppView, UseCaseView } from '../../../shared/http/views.ts';
import { getAll, post } from '../api/client.ts';
import type { Tone } from '../ui/tag.tsx';

/** Every use case that the organization declared, the latest first. */
export const useUseCases = () =>
  useQuery({ queryKey: ['use-cases'], queryFn: () => getAll<UseCaseView>('/v1/use-cases') });

/** The colour of each state of a use case. */
export const toneOf: Readonly<Record<UseCaseView['state'], Tone>> = {
  declared: 'plain',
  pending: 'warn',
  approved: 'good',
  refused: 'bad',
  revoked: 'bad',
  ended: 'plain',
};

/** The use of an app as a form has it. */
export type DeclaredUse = Pick<UseCaseView, 'purpose' | 'audience' | 'shownAt' | 'training' | 'government'>;

/** The use that a form with `UseFields` declares. */
export const saidUse = ({ purpose = '', audience = '', shownAt = '', ...said }: Readonly<Record<string, string>>) => ({
  purpose,
  audience,
  shownAt: shownAt || null,
  training: said.training === 'yes',
  government: said.government === 'yes',
});

/** Declares the use of an app, and reads apps and use cases again. */
export function useDeclare() {
  const client = useQueryClient();
  return (app: Pick<AppView, 'id'>, use: DeclaredUse) =>
    post<UseCaseView>('/v1/use-cases', { app: app.id, ...use }).finally(() =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['apps'] }),
        client.invalidateQueries({ queryKey: ['use-cases'] }),
      ]),
    );
}
