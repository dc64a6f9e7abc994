import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Service } from '../../shared/domain/keys/service-key.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Verifications } from '../../shared/storage/verifications.ts';
import type { Admit } from '../gateway/admission.ts';

export type VerifyDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly admit: Admit;
  readonly verifications: Verifications;
  /** Who may ask, as of a minute ago at most. */
  readonly services: () => Promise<readonly Service[]>;
  readonly now: () => Date;
};
