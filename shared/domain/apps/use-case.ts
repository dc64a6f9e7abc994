import { createHash } from 'node:crypto';
import { canonicalJson } from '../accounts/canonical-json.ts';

/** An app's use of data, as its organization says it. */
export type Use = {
  /** The purpose of the data in the app. */
  readonly purpose: string;
  /** The end users; null: not said. */
  readonly audience: string | null;
  /** The place where the data is shown, as an address or a text; null: nowhere in public. */
  readonly shownAt: string | null;
  /** Whether the data trains models. */
  readonly training: boolean;
  /** Whether governments are among its end users. */
  readonly government: boolean;
};

/** The decisions of operators on a use case. */
export const useCaseDecisions = ['approve', 'refuse', 'revoke'] as const;
/** A decision of an operator on a use case. */
export type UseCaseDecision = (typeof useCaseDecisions)[number];

/** A decision as it was taken. `operator` is an address, `at` ISO-8601 UTC. */
export type DecidedUseCase = {
  readonly decision: UseCaseDecision;
  readonly reason: string;
  readonly operator: string;
  readonly at: string;
};

/**
 * One declaration of an app's use, with the decisions on it. All that was declared never changes: another use is another use case. The trail
 * says who declared it. Times are ISO-8601 UTC.
 */
export type UseCase = Use & {
  /** `uc_`, then characters that sort by time. */
  readonly id: string;
  readonly accountId: string;
  readonly app: string;
  /** The app's name when it was declared. */
  readonly appName: string;
  readonly declaredAt: string;
  /** Hex SHA-256 of the declaration's canonical JSON. */
  readonly sha256: string;
  /** In the order in which they were taken. */
  readonly decisions: readonly DecidedUseCase[];
  /** When another use case took its place, or its app was deleted; null: neither. */
  readonly endedAt: string | null;
};

/** The use cases of an app that count: the latest, and the one in force, which may be an earlier one. */
export type CurrentUseCases = {
  readonly latest: string;
  readonly inForce: string;
  /** Whether an operator approved the one in force, and has not revoked it. */
  readonly isApproved: boolean;
};

/** A use case with those that count for its app; null: its app was deleted. */
export type CountedUseCase = { readonly useCase: UseCase; readonly current: CurrentUseCases | null };

/**
 * Where a use case stands. `open`: nobody has decided, which buyers see as `pending` where a licence asks for approval, else as `declared`.
 * `ended`: another took its place.
 */
export type UseCaseStanding = 'open' | 'approved' | 'refused' | 'revoked' | 'ended';

/** A new use case. `random`: letters and digits that no other has. */
export function newUseCase(
  { purpose, audience, shownAt, training, government }: Use,
  of: Pick<UseCase, 'accountId' | 'app' | 'appName' | 'declaredAt'>,
  random: string,
): UseCase {
  const id = `uc_${Date.parse(of.declaredAt).toString(36).padStart(9, '0')}${random}`;
  const said = { purpose, audience, shownAt, training, government, id, ...of };
  return { ...said, sha256: hashOfUseCase(said), decisions: [], endedAt: null };
}

/** Hex SHA-256 of what was declared: of which organization and app, when, and the use. Decisions are no part of it. */
function hashOfUseCase(useCase: Omit<UseCase, 'sha256' | 'decisions' | 'endedAt'>): string {
  const { accountId: organization, id, app, appName, declaredAt, purpose, audience, shownAt, ...flags } = useCase;
  const { training, government } = flags;
  const declared = { organization, id, app, appName, declaredAt, purpose, audience, shownAt, training, government };
  return createHash('sha256').update(canonicalJson(declared), 'utf8').digest('hex');
}

/** Whether two declarations say the same use. */
export const isSameUse = (one: Use, other: Use): boolean =>
  one.purpose === other.purpose &&
  one.audience === other.audience &&
  one.shownAt === other.shownAt &&
  one.training === other.training &&
  one.government === other.government;

const standings = { approve: 'approved', refuse: 'refused', revoke: 'revoked' } as const;

/** Where a use case stands: as the latest decision says, unless it ended before or after its approval. */
export function standingOf({ decisions, endedAt }: Pick<UseCase, 'decisions' | 'endedAt'>): UseCaseStanding {
  const last = decisions.at(-1);
  if (last && last.decision !== 'approve') return standings[last.decision];
  if (endedAt !== null) return 'ended';
  return last ? 'approved' : 'open';
}

/** Whether an operator said no, and no word followed. */
export const isTurnedDown = (useCase: UseCase): boolean => ['refused', 'revoked'].includes(standingOf(useCase));

/**
 * The use cases that count once another is declared. Where a licence asks for approval, one that was approved stays in force until the new one is
 * approved (decision 0114).
 */
export const afterDeclaring = (current: CurrentUseCases | null, id: string, asks: boolean): CurrentUseCases =>
  asks && current?.isApproved ? { ...current, latest: id } : { latest: id, inForce: id, isApproved: false };

/** The use cases that count after a decision; null where it cannot be taken. */
export function afterDecision(
  current: CurrentUseCases,
  useCase: Pick<UseCase, 'id' | 'decisions' | 'endedAt'>,
  decision: UseCaseDecision,
): CurrentUseCases | null {
  const { id } = useCase;
  const standing = standingOf(useCase);
  if (decision === 'revoke') return standing === 'approved' ? { ...current, isApproved: false } : null;
  if (current.latest !== id || standing === 'ended') return null;
  if (decision === 'refuse') return standing === 'open' ? current : null;
  return standing === 'approved' ? null : { latest: id, inForce: id, isApproved: true };
}
