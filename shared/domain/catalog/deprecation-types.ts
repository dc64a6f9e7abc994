/** Something works still and is not to be built on. Times are ISO-8601 UTC. */
export type Deprecation = {
  /** Since when, or from when on. */
  readonly at: string;
  /** When it is expected to stop working, not before `at`; absent: not decided. */
  readonly sunsetAt?: string;
  /** The page that says what to use instead. */
  readonly link: string;
};

/** What may be deprecated of a dataset: itself, or some of its fields. */
export type Deprecatable = {
  readonly deprecated?: Deprecation;
  readonly deprecatedFields?: Readonly<Record<string, Deprecation>>;
};

/** Versions of `/data` by number (docs/decisions/0029-limits-and-versions.md). */
export type DeprecatedVersions = { readonly deprecatedVersions?: Readonly<Record<string, Deprecation>> };
