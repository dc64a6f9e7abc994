/** All that a function's role may do if it is taken over, each with its reason. A capability that is not here fails the test. */

/** The functions that have the capabilities, and why each needs them. */
type Reason = { readonly because: string; readonly who: readonly string[]; readonly can: readonly string[] };

const signedIn = [
  'accounts',
  'members',
  'billing',
  'keys',
  'badges',
  'affiliates',
  'domains',
  'webhooks',
  'packs',
  'admin',
];
const admitting = ['data', 'gateway', 'verify', 'authorizer'];
const syncing = ['billing', 'leaving', 'stripe-sync', 'top-up', 'reconcile'];
const publishing = ['status-lists', 'badge-looks'];

/** Requests and the trail. */
const ofRequests: readonly Reason[] = [
  {
    because: 'A cookie is looked up by its hash, and its organization must stand.',
    who: signedIn,
    can: ['reads session', 'reads account'],
  },
  {
    because: 'A session acts for one of its person’s organizations, with the role that they have there now.',
    who: [...signedIn, 'trail-pages'],
    can: ['reads membership'],
  },
  {
    because: 'An operator sees an organization as its buyer does, while their role allows it.',
    who: [...signedIn.filter((name) => name !== 'packs'), 'trail-pages'],
    can: ['reads buyerView'],
  },
  {
    because: 'An operator’s role is looked up with each request.',
    who: [...signedIn, 'trail-pages'],
    can: ['reads operatorRole'],
  },
  {
    because: 'An operator begins to see an organization as its buyer does, and stops.',
    who: ['admin'],
    can: ['writes buyerView', 'deletes buyerView'],
  },
  {
    because: 'Members join, change and leave, and each person’s list of organizations changes with them.',
    who: ['accounts', 'members', 'leaving'],
    can: [
      ...['reads member', 'reads person', 'reads invitation', 'deletes member', 'deletes membership'],
      ...['writes member', 'writes membership', 'writes person'],
    ],
  },
  {
    because: 'Invitations are made, mailed, accepted and withdrawn; each is stored by the hash of its token.',
    who: ['members'],
    can: ['writes invitation', 'deletes invitation', 'sends to the queue mail'],
  },
  {
    because: 'It shows the domains that an organization proved, and gives it another contact address.',
    who: ['members'],
    can: ['reads domain', 'writes account', 'sends to the queue leaving'],
  },
  {
    because:
      'An operator finds organizations by the words of their names and keys by their start: each is listed as it is made.',
    who: ['accounts', 'members', 'keys', 'reconcile'],
    can: ['writes find'],
  },
  {
    because: 'Mails about an organization are logged, shown to operators, and erased with it.',
    who: ['mailer'],
    can: ['writes mailLog'],
  },
  { because: 'Operators see which mails went out.', who: ['trail-pages', 'leaving'], can: ['reads mailLog'] },
  {
    because: 'Operators see which of Stripe’s events are about an organization.',
    who: ['trail-pages'],
    can: ['reads event'],
  },
  { because: 'Operators see how much was served on each day.', who: ['trail-pages'], can: ['reads usage'] },
  {
    because: 'Operators send a mail of the log again.',
    who: ['admin'],
    can: ['reads mailLog', 'writes mailLog'],
  },
  { because: 'The log goes with the organization or the person.', who: ['leaving'], can: ['deletes mailLog'] },
  {
    because: 'The head of an organization’s page has its members, apps and proven domains.',
    who: ['admin'],
    can: ['reads member', 'reads person', 'reads app', 'reads domain'],
  },
  {
    because: 'A name that is given up, and that of a deleted organization, is found no more.',
    who: ['members', 'leaving'],
    can: ['deletes find'],
  },
  {
    because: 'Operators search by name, key and customer, and keys from before the search are listed at night.',
    who: ['admin', 'reconcile'],
    can: ['reads find', 'reads keyList', 'reads customer'],
  },
  {
    because: 'It makes the tokens of invitations as it mails them, and mails to members.',
    who: ['mailer'],
    can: ['reads invitation', 'writes invitation', 'reads member', 'reads membership'],
  },
  {
    because: 'A deleted login takes along its address, its invitations, its name in trails and its membership.',
    who: ['leaving'],
    can: ['reads membership', 'reads email', 'deletes invitation', 'deletes person', 'reads appLimits'],
  },
  {
    because: 'A waiting line of somebody who left keeps no name.',
    who: ['trail'],
    can: ['reads membership'],
  },
  {
    because: 'Every change puts its line into the box in the transaction that stores it; a job chains it.',
    who: [
      ...signedIn,
      ...['leaving', 'top-up', 'reconcile', 'stripe-sync', 'badge-settlement', 'domain-check', 'badge-looks'],
    ],
    can: ['writes trailBox'],
  },
  {
    because: 'The trail is shown to its organization, exported for it, or read to find a cause.',
    who: ['trail-pages', 'billing', 'reconcile'],
    can: ['reads audit', 'reads trail'],
  },
  {
    because: 'Lines show who acted by names that lie outside of the chain.',
    who: ['trail-pages', 'billing', 'leaving'],
    can: ['reads trailName'],
  },
  {
    because: 'Pages show lines that are not chained yet, and write none.',
    who: ['trail-pages'],
    can: ['reads session', 'reads trailBox', 'writes throttle'],
  },
  {
    because:
      'A declared use case, and each decision on it, waits as a fact for its seal in the transaction that stores it.',
    who: ['keys', 'admin'],
    can: ['writes factBox'],
  },
  {
    because: 'Members and keys read statements, and members contest them, which operators are mailed of.',
    who: ['keys'],
    can: [
      ...['reads statement', 'reads contest', 'writes contest', 'reads key', 'reads operatorRole'],
      ...['reads objects of statements', 'sends to the queue mail'],
    ],
  },
  {
    because: 'Operators list contests and decide on them, and each decision waits as a fact for its seal.',
    who: ['billing'],
    can: ['lists CONTEST', 'reads contest', 'writes contest', 'writes factBox'],
  },
  {
    because: 'Admission reads the keys with which an organization signs requests, together with its access.',
    who: ['keys', ...admitting, 'billing', 'leaving'],
    can: ['reads signer'],
  },
  {
    because: 'A nonce of a signed request is taken once, and nobody frees it.',
    who: ['data', 'gateway'],
    can: ['inserts nonce'],
  },
  {
    because: 'Owners and admins add signing keys, remove them, and rule on unsigned reads.',
    who: ['keys'],
    can: ['writes signer'],
  },
  {
    because: 'With an organization its signing keys go, and the sealed facts of them stay.',
    who: ['leaving'],
    can: ['deletes signer'],
  },
  {
    because: 'An acceptance in the ledger names its person under a key of their own, which ends with their login.',
    who: ['keys'],
    can: ['reads personKey', 'inserts personKey'],
  },
  {
    because: 'A person who leaves takes along the key under which the ledger names them.',
    who: ['leaving'],
    can: ['deletes personKey'],
  },
  {
    because: 'The log of refused calls is shown to its organization and to operators, and to a key its own.',
    who: ['trail-pages', 'data'],
    can: ['reads refusal'],
  },
  { because: 'The page of a key says how often it was refused, and why.', who: ['keys'], can: ['reads refusal'] },
  {
    because:
      'The log of served requests is read from the sealed hours of the ledger, listed so that S3 tells a missing one from a forbidden one.',
    who: ['trail-pages'],
    can: [
      ...['reads leaf', 'reads objects of hours'],
      ...['lists the bucket of detail', 'lists the bucket of hours', 'lists the bucket of statements'],
    ],
  },
  {
    because: 'Its page says that the organization is under a legal hold, and a deletion says what that keeps.',
    who: ['accounts', 'billing'],
    can: ['reads hold'],
  },
  {
    because:
      'Operators place and release legal holds, and what waited for a release goes on in the function of deletions.',
    who: ['admin'],
    can: ['reads hold', 'writes hold', 'sends to the queue leaving'],
  },
  {
    because: 'Evidence under a hold is not erased, and people who left wait for its release.',
    who: ['leaving'],
    can: ['reads hold', 'writes hold', 'deletes hold'],
  },
  {
    because: 'It chains the lines that wait, and alone inserts into the chains.',
    who: ['trail'],
    can: [
      ...['reads left', 'reads trail', 'reads trailBox', 'reads trailName'],
      ...['inserts trail', 'writes trailHead', 'writes trailName', 'deletes trailBox'],
    ],
  },
  {
    because: 'The role that the command line gave an operator counts from the next request on.',
    who: ['accounts', 'billing', 'webhooks', 'packs', 'admin', 'trail-pages'],
    can: ['reads operatorRole'],
  },
  {
    because: 'It mails operators that their webhook was disabled, and nobody who is none any more.',
    who: ['webhook-sender'],
    can: ['reads operatorRole'],
  },
  {
    because:
      'It notes what organizations share where that is seen, and reads first, so that one is written once a day.',
    who: ['accounts', 'domains', 'domain-check', 'stripe-sync'],
    can: ['reads together', 'writes together'],
  },
  {
    because: 'Operators revoke a key of an organization, with a reason that its members read.',
    who: ['admin'],
    can: ['reads keyList', 'writes key', 'writes keyList'],
  },
  {
    because: 'Operators see revenue, failing payments, events and contests that wait, and whether workers work.',
    who: ['admin'],
    can: [
      'reads revenue',
      'reads pulse',
      'lists FAILING',
      'lists MONTHLY',
      'lists STUCK',
      'lists CONTEST',
      'lists WEBHOOK',
      'lists SUSPENDED',
      'lists SEEN',
    ],
  },
  {
    because: 'Operators choose the version of a dataset that readers get; the function that reads follows.',
    who: ['admin'],
    can: ['reads dataset', 'writes dataset'],
  },
  { because: 'It serves the version of a dataset that operators chose.', who: ['data'], can: ['reads dataset'] },
  { because: 'Operators see the cost that the command line noted.', who: ['admin'], can: ['reads cost'] },
  {
    because: 'Operators see which of them has an unused one-time code; it is stored as a digest.',
    who: ['admin'],
    can: ['reads operatorInvitation'],
  },
  { because: 'Operators see which organizations share something.', who: ['admin'], can: ['reads together'] },
  {
    because: 'What an organization shared goes with it.',
    who: ['leaving'],
    can: ['reads together', 'deletes together'],
  },
  {
    because: 'Networks and devices of sign-ins are stored by a keyed hash.',
    who: ['accounts'],
    can: ['reads the secret together-key'],
  },
  {
    because: 'Attempts are counted in the table, so that all instances share one limit.',
    who: [...signedIn, 'mailer'],
    can: ['writes throttle'],
  },
  {
    because: 'Its work ends in a mail, and only the mailer may send one.',
    who: [
      ...['accounts', 'billing', 'affiliates', 'domains', 'admin', 'leaving', 'top-up', 'reconcile', 'stripe-sync'],
      ...['badge-settlement', 'licence-notices', 'usage-merge', 'key-expiry', 'domain-check', 'webhook-sender'],
    ],
    can: ['sends to the queue mail'],
  },
  {
    because: 'Its work is news for webhooks, and only the sender connects to them.',
    who: [
      ...['admin', 'billing', 'webhooks', 'leaving', 'top-up', 'reconcile', 'stripe-sync'],
      ...['usage-merge', 'key-expiry', 'badge-looks'],
    ],
    can: ['sends to the queue webhooks'],
  },
  {
    because: 'Changes of access are announced to the instances that admit calls.',
    who: ['admin', 'keys', 'billing', 'leaving', 'stripe-sync', 'top-up', 'reconcile'],
    can: ['writes changes'],
  },
  {
    because: 'An announcement reads the item that it replaces.',
    who: ['admin', 'keys', 'billing', 'leaving'],
    can: ['reads changes'],
  },
  {
    because: 'It tells people whose address bounced, or does not write to it.',
    who: ['accounts', 'billing', 'badges', 'affiliates', 'admin', 'leaving', 'mailer'],
    can: ['reads suppression'],
  },
];

/** Access and money. */
const ofMoney: readonly Reason[] = [
  {
    because: 'It is decided from these together what is paid for.',
    who: [
      ...['accounts', 'billing', 'keys', 'badges', 'affiliates', 'admin', ...admitting, ...publishing],
      ...['leaving', 'stripe-sync', 'top-up', 'reconcile', 'usage-report', 'usage-merge'],
    ],
    can: ['reads grant', 'reads suspension', 'reads seat'],
  },
  {
    because: 'A cap bounds what is billed, and an account that leaves gets nothing new.',
    who: [
      ...['accounts', 'billing', 'keys', 'admin', ...admitting, 'leaving', 'stripe-sync', 'top-up'],
      ...['reconcile', 'usage-merge'],
    ],
    can: ['reads spendCap', 'reads left'],
  },
  {
    because: 'A licence stands before a key, and its acceptances are shown, exported, kept and followed by mails.',
    who: ['billing', 'keys', ...admitting, 'leaving', 'licence-notices'],
    can: ['reads licence'],
  },
  {
    because: 'Operators see which organizations have not accepted a version to come.',
    who: ['admin'],
    can: ['reads licence'],
  },
  {
    because: 'Limits of apps are read together with access.',
    who: ['keys', ...admitting, 'billing'],
    can: ['reads appLimits'],
  },
  {
    because: 'A sync turns what Stripe says into access, and needs Stripe’s key for it.',
    who: syncing,
    can: [
      ...['reads billing', 'reads counter', 'reads the secret stripe-secret-key'],
      ...['writes billing', 'writes counter', 'writes fingerprint', 'writes grant', 'writes revenue'],
    ],
  },
  {
    because: 'It shows what is paid for, or reports usage against it.',
    who: ['accounts', 'admin', 'usage-report'],
    can: ['reads billing'],
  },
  {
    because: 'It shows operators which organizations read a dataset, and how much.',
    who: ['admin'],
    can: ['reads usage'],
  },
  {
    because: 'Admission finds the caller, leases units and reports what it served.',
    who: admitting,
    can: [
      ...['reads key', 'reads changes', 'reads counter', 'reads environment', 'reads the secret key-peppers'],
      ...['writes counter', 'writes environment', 'writes served'],
      ...['writes refusal', 'inserts certificate', 'writes objects of detail', 'certifies instances'],
      ...['sends to the queue stripe', 'sends to the queue topUp', 'sends to the queue usageCheck'],
    ],
  },
  {
    because: 'It sells: purchases, caps, seats and invoices, and the export of all that is stored.',
    who: ['billing'],
    can: [
      ...['reads account', 'reads affiliate', 'reads app', 'reads badge', 'reads checkout', 'reads fingerprint'],
      'reads keyList',
      ...[
        'reads overage',
        'reads usage',
        'reads useCase',
        'reads webhook',
        'reads webhookState',
        'sends to the queue topUp',
      ],
      ...['writes account', 'writes checkout', 'writes customer', 'writes overage', 'writes seat', 'writes spendCap'],
      'deletes customer',
    ],
  },
  {
    because: 'It finds the account of a customer, notes each event, and keeps those that wait for Stripe.',
    who: ['stripe-sync'],
    can: [
      ...['reads account', 'reads customer', 'reads waiting', 'takes from the queue stripe'],
      ...['sends to the queue usageReport', 'writes event', 'writes waiting', 'deletes waiting'],
    ],
  },
  {
    because: 'It charges what buyers want bought by itself.',
    who: ['top-up'],
    can: ['reads account', 'takes from the queue topUp'],
  },
  {
    because:
      'It compares every account, event and window with Stripe, corrects them, and gives credits of contests that are due.',
    who: ['reconcile'],
    can: [
      ...['lists CONTEST', 'reads contest', 'writes contest'],
      ...['lists ACCOUNT', 'lists EVENT', 'reads account', 'reads customer', 'reads drift', 'reads event'],
      ...['reads overage', 'reads usage', 'sends to the queue stripe', 'writes drift', 'writes overage'],
    ],
  },
  {
    because: 'It walks over all accounts and tells Stripe what they used past their allowance.',
    who: ['usage-report'],
    can: [
      ...['lists ACCOUNT', 'reads account', 'reads overage', 'reads usage', 'reads the secret stripe-secret-key'],
      ...['takes from the queue usageReport', 'writes overage'],
    ],
  },
  {
    because: 'It adds up segments, gives units back, and asks idle instances to report.',
    who: ['usage-merge'],
    can: [
      ...['lists ACCOUNT', 'reads batch', 'reads counter', 'reads environment', 'reads keyList', 'reads served'],
      'reads usage',
      ...['writes batch', 'writes counter', 'writes environment', 'writes usage', 'deletes environment'],
      ...['sends to the queue topUp', 'sends to the queue usageCheck', 'takes from the queue usageCheck'],
      ...['invokes authorizer', 'invokes data', 'invokes gateway', 'invokes verify'],
    ],
  },
];

/** Sign-in, keys and licences. */
const ofCredentials: readonly Reason[] = [
  {
    because: 'It signs people up and in: it makes sessions and passkeys, and uses up links, challenges and codes.',
    who: ['accounts'],
    can: [
      ...['reads email', 'reads link', 'reads passkey', 'reads operatorInvitation', 'sends to the queue leaving'],
      ...['writes account', 'writes email', 'writes session', 'writes passkey', 'writes challenge'],
      ...['deletes session', 'deletes passkey', 'deletes link', 'deletes challenge', 'deletes operatorInvitation'],
    ],
  },
  {
    because: 'It makes apps with their use cases and keys, which takes the pepper, takes acceptances, and shows usage.',
    who: ['keys'],
    can: [
      ...['reads keyList', 'reads environment', 'reads batch', 'reads usage', 'reads served', 'reads counter'],
      ...['reads the secret key-peppers', 'writes key', 'writes keyList', 'writes licence'],
      ...['reads app', 'writes app', 'writes appLimits', 'deletes app'],
      ...['reads useCase', 'writes useCase'],
    ],
  },
  {
    because: 'It makes the links that it mails, once for each message, to addresses that may get one.',
    who: ['mailer'],
    can: [
      ...['reads account', 'reads email', 'reads link', 'sends mail from our address', 'takes from the queue mail'],
      ...['writes link', 'writes notice'],
    ],
  },
  {
    because: 'It notes bounces and complaints by the hash of an address.',
    who: ['mail-feedback'],
    can: ['reads suppression', 'writes suppression', 'takes from the queue mailFeedback'],
  },
  {
    because: 'A report stands at the mail that it is about.',
    who: ['mail-feedback'],
    can: ['writes mailLog'],
  },
  {
    because: 'It ends payments, takes away all that a deleted account left, and replaces names by nothing.',
    who: ['leaving'],
    can: [
      ...['reads account', 'reads affiliate', 'reads badge', 'reads checkout', 'reads delivery', 'reads domain'],
      ...['reads keyList', 'reads link', 'reads notice', 'reads passkey', 'reads session', 'reads webhook'],
      ...[
        'reads app',
        'reads audit',
        'reads webhookState',
        'reads the secret handle-key',
        'takes from the queue leaving',
      ],
      ...['deletes app', 'deletes appLimits', 'deletes trailName', 'writes audit', 'reads useCase', 'writes useCase'],
      ...['writes account', 'writes affiliate', 'writes badge', 'writes key', 'writes keyList', 'writes left'],
      ...['writes licence', 'writes look', 'writes seat', 'writes suppression', 'writes suspension', 'writes webhook'],
      ...['deletes affiliate', 'deletes badge', 'deletes checkout', 'deletes delivery', 'deletes domain'],
      ...['deletes email', 'deletes link', 'deletes notice', 'deletes passkey', 'deletes session'],
      ...['deletes webhook', 'deletes webhookState'],
    ],
  },
  {
    because: 'It mails the owners of keys that soon expire.',
    who: ['key-expiry'],
    can: ['lists ACCOUNT', 'reads keyList'],
  },
  {
    because:
      'It mails owners and admins of those who accepted a licence about its next version, and notes how far it came.',
    who: ['licence-notices'],
    can: ['lists ACCOUNT', 'reads licenceText', 'writes licenceText', 'reads member', 'reads person'],
  },
  {
    because: 'It compares the licences of a deployment with those that were published.',
    who: ['licence-registry'],
    can: ['reads licenceText'],
  },
  {
    because: 'It checks Stripe’s signature, and puts what it received into the queue.',
    who: ['stripe-webhook'],
    can: [
      ...['reads the secret stripe-webhook-secrets', 'reads the secret stripe-destination-secrets'],
      'sends to the queue stripe',
    ],
  },
];

/** Data, badges, webhooks and the console. */
const ofTheRest: readonly Reason[] = [
  {
    because:
      'It sees whether admission can read what it follows, whether datasets are published, and when work ran last.',
    who: ['service-status'],
    can: ['reads changes', 'reads pulse', 'reads objects of public/samples', 'writes the status'],
  },
  {
    because: 'It notes for the public status when it ran last and since when work waits; no name is in it.',
    who: ['webhook-sender', 'stripe-sync', 'mailer'],
    can: ['writes pulse'],
  },
  {
    because: 'It searches the sample records that anybody may read.',
    who: ['samples'],
    can: ['reads objects of public/samples'],
  },
  {
    because: 'It reads datasets, keeps exports, answers usage, and the states of many badges.',
    who: ['data'],
    can: [
      ...['reads batch', 'reads usage', 'reads exportClaim', 'writes exportClaim', 'deletes exportClaim'],
      ...[
        'lists the bucket of datasets',
        'lists the bucket of exports',
        'lists the bucket of packs',
        'lists the bucket of public/samples',
        'reads objects of datasets',
      ],
      ...['reads objects of exports', 'writes objects of exports'],
    ],
  },
  {
    because: 'It adds the secret that the operator’s own API asks for.',
    who: ['gateway'],
    can: ['reads the secret upstream-trends'],
  },
  {
    because: 'It knows the operator’s servers, and answers a repeated question as before.',
    who: ['verify'],
    can: ['reads verification', 'writes verification', 'reads the secret service-keys'],
  },
  {
    because: 'Applications are made, changed and given up, and handles of deleted holders stay taken.',
    who: ['badges', 'affiliates'],
    can: [...['reads badge', 'reads the secret handle-key', 'writes badge', 'writes look', 'deletes badge']],
  },
  {
    because: 'Anybody may read what the public sees of a badge that was approved once.',
    who: ['credentials', 'data'],
    can: ['reads of badge: shown, version'],
  },
  {
    because: 'The same, and its picture, whose hash only an approved badge tells.',
    who: ['badge-pages'],
    can: ['reads of badge: bytes, height, shown, type, version, width'],
  },
  {
    because: 'A badge is in force while something that pays for it is: its kind, name and times, and who holds a seat.',
    who: ['badge-pages', 'credentials'],
    can: ['reads of grant: shown, version', 'reads of seat: accepted, version', 'reads of suspension: suspended'],
  },
  {
    because: 'The directory of badges is a page for everybody.',
    who: ['badge-pages'],
    can: ['reads directory'],
  },
  {
    because: 'An organization vouches for others, with the seats that it pays for.',
    who: ['affiliates'],
    can: ['reads affiliate', 'writes affiliate', 'writes seat', 'deletes affiliate'],
  },
  {
    because: 'It checks the proof of a domain and notes the result at the badge.',
    who: ['domains', 'domain-check'],
    can: ['reads account', 'reads badge', 'reads domain', 'writes badge', 'writes domain', 'writes look'],
  },
  { because: 'It walks over the proofs that are due.', who: ['domain-check'], can: ['lists DOMAIN'] },
  {
    because:
      'It seals the ledger: it claims batches and facts, reads details, and inserts claims, leaves, seals and keys, which nobody replaces.',
    who: ['ledger-seal'],
    can: [
      ...[
        'reads batch',
        'reads environment',
        'reads factBox',
        'reads leaf',
        'reads seal',
        'reads sealClaim',
        'reads sealTimestamp',
      ],
      ...[
        'inserts sealClaim',
        'inserts leaf',
        'inserts seal',
        'inserts sealTimestamp',
        'inserts evidenceKey',
        'deletes factBox',
      ],
      'inserts sealedFact',
      ...['reads objects of detail', 'reads objects of hours', 'writes objects of hours', 'signs seals'],
      ...['lists the bucket of detail', 'lists the bucket of hours', 'lists the bucket of statements'],
    ],
  },
  {
    because:
      'It states days from the counts of seals, and puts each signed statement with its fact, which tells of a replaced one.',
    who: ['statements'],
    can: [
      ...['reads account', 'reads seal', 'reads sealClaim', 'reads statement', 'reads statementDay'],
      ...['writes statement', 'writes statementDay', 'writes factBox', 'signs seals'],
      ...['writes objects of statements'],
      ...['sends to the queue mail', 'sends to the queue webhooks'],
    ],
  },
  {
    because: 'It takes a detail out of its segment once the detail lies in the locked bucket.',
    who: ['ledger-seal'],
    can: ['writes environment'],
  },
  {
    because: 'It takes orders of evidence packs, and signs the addresses of those that are made.',
    who: ['packs'],
    can: [...['reads pack', 'writes pack', 'deletes pack', 'reads objects of packs'], 'sends to the queue packs'],
  },
  {
    because:
      'It makes evidence packs of any organization: it reads all that was sealed, opens the fields of persons, asks Stripe for invoices, and signs.',
    who: ['pack-maker'],
    can: [
      ...['reads account', 'reads certificate', 'reads evidenceKey', 'reads keyList', 'reads leaf'],
      ...[
        'reads app',
        'reads sealTimestamp',
        'reads personKey',
        'reads refusal',
        'reads seal',
        'reads sealedFact',
        'reads statement',
      ],
      ...['reads the secret stripe-secret-key', 'reads objects of hours', 'reads objects of packs'],
      ...['lists the bucket of detail', 'lists the bucket of hours', 'lists the bucket of statements'],
      ...['writes objects of packs', 'writes pack'],
      ...['deletes pack', 'signs seals', 'takes from the queue packs'],
    ],
  },
  {
    because: 'Seals, their keys and the certificates of instances are for everybody.',
    who: ['credentials'],
    can: ['reads seal', 'reads sealTimestamp', 'reads certificate', 'reads evidenceKey'],
  },
  {
    because: 'It signs credentials, gives them places in the lists, and keeps the public parts of keys.',
    who: ['credentials'],
    can: [
      ...['reads statusList', 'reads signingKey', 'signs credentials'],
      ...['writes statusList', 'writes signingKey'],
    ],
  },
  {
    because: 'It compares every entry of the lists with its badge.',
    who: ['status-lists'],
    can: ['reads badge', 'reads statusList', 'writes statusList'],
  },
  {
    because: 'After a change it brings lists, directory and news about a badge up to date.',
    who: ['badge-looks'],
    can: [
      ...['lists BADGELOOK', 'reads account', 'reads affiliate', 'reads badge', 'reads delivery', 'reads directory'],
      ...['reads statusList', 'reads told', 'takes from the queue badgeLook'],
      ...['writes badge', 'writes directory', 'writes look', 'writes statusList', 'writes told'],
      ...['deletes delivery', 'deletes directory', 'deletes look', 'deletes told'],
    ],
  },
  {
    because: 'It refunds and ends payments for badges that were refused or given up.',
    who: ['badge-settlement'],
    can: [
      ...['lists BADGESETTLEMENT', 'reads account', 'reads badge', 'reads the secret stripe-secret-key'],
      ...['writes badge', 'deletes badge'],
    ],
  },
  {
    because: 'It keeps webhooks, seals their secrets, and sends tests and replays.',
    who: ['webhooks'],
    can: [
      ...['reads webhook', 'reads webhookState', 'reads delivery', 'reads the secret webhook-keys'],
      ...['writes webhook', 'writes webhookState', 'writes delivery', 'deletes webhook', 'deletes webhookState'],
    ],
  },
  {
    because: 'It signs and sends deliveries that are due, and notes what became of them.',
    who: ['webhook-sender'],
    can: [
      ...['lists DELIVERY', 'reads account', 'reads delivery', 'reads webhook', 'reads webhookState'],
      ...['reads the secret webhook-keys', 'sends to the queue badgeLook', 'takes from the queue webhooks'],
      ...['writes delivery', 'writes webhookState'],
    ],
  },
  {
    because: 'Operators see accounts, events, corrections, badges and use cases, and decide on them.',
    who: ['admin'],
    can: [
      ...['lists ACCOUNT', 'lists EVENT', 'lists BADGE', 'lists SUPPRESSION', 'sends to the queue stripe'],
      ...['reads email', 'reads event', 'reads drift', 'reads badge', 'reads counter'],
      ...['lists USECASE', 'reads useCase', 'writes useCase', 'writes appLimits'],
      ...['writes badge', 'writes counter', 'writes look', 'writes suppression', 'writes suspension'],
    ],
  },
];

/** Every reason. */
export const reasons: readonly Reason[] = [...ofRequests, ...ofMoney, ...ofCredentials, ...ofTheRest];

/** All that a function may do, sorted. */
export const allowedOf = (name: string): readonly string[] =>
  [...new Set(reasons.filter(({ who }) => who.includes(name)).flatMap(({ can }) => can))].toSorted();
