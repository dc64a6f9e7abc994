/** Something still works, but should no longer be used. Times are ISO-8601 UTC. */
export type Deprecation = {
  /** When the deprecation began or will begin. */
  readonly at: string;
  /** When it is expected to stop working, not before `at`; absent: not decided. */
  readonly sunsetAt?: string;
  /** A page that names the replacement. */
  readonly link: string;
};

/** The deprecation of a dataset, or of some of its fields. */
export type Deprecatable = {
  readonly deprecated?: Deprecation;
  readonly deprecatedFields?: Readonly<Record<string, Deprecation>>;
};

/** Versions of `/data` by number (docs/decisions/0029-limits-and-versions.md). */
export type DeprecatedVersions = { readonly deprecatedVersions?: Readonly<Record<string, Deprecation>> };
