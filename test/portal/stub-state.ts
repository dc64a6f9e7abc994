import type {
  AccountView,
  AdminAccountView,
  AdminBadgeView,
  AdminContestView,
  AdminEventView,
  AdminUseCaseView,
  AffiliatesView,
  AffiliationView,
  AppView,
  AttentionItemView,
  AuditView,
  BadgeView,
  CatalogView,
  CorrectionView,
  DomainProofView,
  FailingPaymentView,
  InvitedMemberView,
  InvoiceView,
  KeyView,
  LicenceView,
  MemberView,
  OrganizationView,
  OwnSessionView,
  OwnUsageView,
  PackView,
  PasskeyView,
  RequestView,
  SigningKeysView,
  StatementView,
  SuppressionView,
  TogetherView,
  UseCaseView,
  WebhookView,
} from '../../shared/http/views.ts';

/** The state of the stub API. Tests start from `busyWorld` or `freshWorld` and change the part that they test. */
export type World = {
  catalog: CatalogView;
  /** Null: nobody is signed in. */
  account: AccountView | null;
  /** The account that a valid link or passkey signs in. */
  accountBehindSignIn: AccountView;
  /** Addresses by sign-in token; used tokens are removed. */
  links: Map<string, string>;
  /** The page that the last link leads to. */
  returnTo?: string;
  /** The person's organizations; the first is the one of a request that names none. */
  organizations: OrganizationView[];
  /** The person belongs to no organization. */
  isAlone?: boolean;
  members: (MemberView | InvitedMemberView)[];
  sessions: OwnSessionView[];
  /** The person signed in more than 15 minutes ago. */
  isAbsent?: boolean;
  /** The buyer's card is declined. */
  declines?: boolean;
  licenceText: string;
  licences: LicenceView[];
  keys: KeyView[];
  /** The keys that took the place of others, by the id of those. */
  successors?: Record<string, string>;
  /** The organization's own trail, newest first. */
  ownTrail?: AuditView[];
  requests: RequestView[];
  apps: AppView[];
  useCases: UseCaseView[];
  statements: StatementView[];
  adminUseCases: AdminUseCaseView[];
  contests: AdminContestView[];
  signing: SigningKeysView;
  packs: PackView[];
  usage: Record<'day' | 'key' | 'dataset' | 'app' | 'status', OwnUsageView>;
  badges: BadgeView[];
  attention?: AttentionItemView[];
  /** The failing payments that the console shows of one organization, in place of its own. */
  owed?: FailingPaymentView[];
  domain: DomainProofView;
  affiliates: AffiliatesView;
  affiliations: AffiliationView[];
  passkeys: PasskeyView[];
  invoices: InvoiceView[];
  adminAccounts: AdminAccountView[];
  /** The organizations seen together with an account, by its id. */
  together: Record<string, TogetherView[]>;
  adminEvents: AdminEventView[];
  adminDrift: CorrectionView[];
  adminBadges: AdminBadgeView[];
  suppressions: SuppressionView[];
  /** Trails by the account's id; the operators' own under `@operators`. */
  trails: Record<string, AuditView[]>;
  webhooks: WebhookView[];
};
