/**
 * JSON Schemas (draft 2020-12) from the tables of Open Badges 3.0, VC Data Model 2.0 and Bitstring Status List 1.0 (sections 2.1 and 2.2).
 * In OB 3.0, appendix B.1, a property's multiplicity says whether it is required and whether it is a list. Classes that those tables let be
 * extended accept further properties.
 */
const uri = { type: 'string', format: 'uri' } as const;
const text = { type: 'string' } as const;
const dateTimeZ = { type: 'string', format: 'date-time' } as const;
const compactJws = { type: 'string', pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+$' } as const;
const language = { type: 'string', pattern: '^[A-Za-z]{2,4}(-[A-Za-z0-9]+)*$' } as const;

const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
const listOf = (items: object) => ({ type: 'array', items });
const oneOrMore = (items: object) => ({ anyOf: [items, { ...listOf(items), minItems: 1 }] });
/** A `type` of [1..*] that has to contain `name`. */
const typed = (name: string) => ({
  anyOf: [{ const: name }, { type: 'array', minItems: 1, items: text, contains: { const: name } }],
});
const oneOf = (...terms: string[]) => ({
  anyOf: [{ enum: terms }, { type: 'string', pattern: '^ext:[A-Za-z0-9._-]+$' }],
});

const profile = {
  type: 'object',
  required: ['id', 'type'],
  properties: {
    id: uri,
    type: typed('Profile'),
    name: text,
    url: uri,
    phone: text,
    description: text,
    endorsementJwt: listOf(compactJws),
    image: ref('Image'),
    email: { type: 'string', format: 'email' },
    otherIdentifier: listOf(ref('IdentifierEntry')),
    official: text,
    parentOrg: ref('Profile'),
    familyName: text,
    givenName: text,
  },
};

const achievement = {
  type: 'object',
  required: ['id', 'type', 'criteria', 'description', 'name'],
  properties: {
    id: uri,
    type: typed('Achievement'),
    achievementType: oneOf('Achievement', 'Award', 'Badge', 'Certificate', 'Certification', 'License', 'Membership'),
    creator: ref('Profile'),
    criteria: ref('Criteria'),
    description: text,
    endorsementJwt: listOf(compactJws),
    humanCode: text,
    image: ref('Image'),
    inLanguage: language,
    name: text,
    otherIdentifier: listOf(ref('IdentifierEntry')),
    specialization: text,
    tag: listOf(text),
    version: text,
  },
};

const achievementSubject = {
  type: 'object',
  required: ['type', 'achievement'],
  anyOf: [{ required: ['id'] }, { required: ['identifier'], not: { properties: { identifier: { maxItems: 0 } } } }],
  properties: {
    id: uri,
    type: typed('AchievementSubject'),
    activityEndDate: dateTimeZ,
    activityStartDate: dateTimeZ,
    achievement: ref('Achievement'),
    identifier: listOf(ref('IdentityObject')),
    image: ref('Image'),
    licenseNumber: text,
    narrative: text,
    role: text,
    source: ref('Profile'),
    term: text,
  },
};

const identifierTypes = oneOf(
  ...['name', 'sourcedId', 'systemId', 'productId', 'userName', 'accountId', 'emailAddress', 'nationalIdentityNumber'],
  ...['isbn', 'issn', 'lisSourcedId', 'oneRosterSourcedId', 'sisSourcedId', 'ltiContextId', 'ltiDeploymentId'],
  ...['ltiToolId', 'ltiPlatformId', 'ltiUserId', 'identifier'],
);

const identityObject = {
  type: 'object',
  required: ['type', 'hashed', 'identityHash', 'identityType'],
  properties: {
    type: { const: 'IdentityObject' },
    hashed: { type: 'boolean' },
    identityHash: text,
    identityType: identifierTypes,
    salt: text,
  },
  additionalProperties: false,
};

const statusListEntry = {
  type: 'object',
  required: ['type', 'statusPurpose', 'statusListIndex', 'statusListCredential'],
  properties: {
    id: uri,
    type: { const: 'BitstringStatusListEntry' },
    statusPurpose: { enum: ['refresh', 'revocation', 'suspension', 'message'] },
    statusListIndex: { type: 'string', pattern: '^(0|[1-9][0-9]*)$' },
    statusListCredential: uri,
    statusSize: { type: 'integer', minimum: 1 },
  },
};

const $defs = {
  Profile: profile,
  Achievement: achievement,
  AchievementSubject: achievementSubject,
  IdentityObject: identityObject,
  BitstringStatusListEntry: statusListEntry,
  Criteria: { type: 'object', properties: { id: uri, narrative: text }, minProperties: 1 },
  Image: {
    type: 'object',
    required: ['id', 'type'],
    properties: { id: uri, type: { const: 'Image' }, caption: text },
    additionalProperties: false,
  },
  IdentifierEntry: {
    type: 'object',
    required: ['type', 'identifier', 'identifierType'],
    properties: { type: { const: 'IdentifierEntry' }, identifier: text, identifierType: identifierTypes },
    additionalProperties: false,
  },
  RefreshService: { type: 'object', required: ['id', 'type'], properties: { id: uri, type: text } },
  CredentialSchema: { type: 'object', required: ['id', 'type'], properties: { id: uri, type: text } },
  TermsOfUse: { type: 'object', required: ['type'], properties: { id: uri, type: text } },
};

const contexts = (...first: string[]) => ({
  type: 'array',
  minItems: first.length,
  prefixItems: first.map((each) => ({ const: each })),
  items: { anyOf: [uri, { type: 'object' }] },
});
const v2 = 'https://www.w3.org/ns/credentials/v2';

/**
 * An OpenBadgeCredential. VC 2.0 is more specific in two points, which this schema follows. There may be several `credentialStatus` (its section
 * 4.10), and the status is a BitstringStatusListEntry, which OB 3.0's verification knows.
 */
export const openBadgeSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['@context', 'id', 'type', 'credentialSubject', 'issuer', 'validFrom'],
  properties: {
    '@context': contexts(v2, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'),
    id: uri,
    type: {
      type: 'array',
      items: text,
      allOf: [
        { contains: { const: 'VerifiableCredential' } },
        { contains: { enum: ['AchievementCredential', 'OpenBadgeCredential'] } },
      ],
    },
    name: text,
    description: text,
    image: ref('Image'),
    awardedDate: dateTimeZ,
    credentialSubject: ref('AchievementSubject'),
    endorsementJwt: listOf(compactJws),
    issuer: { anyOf: [uri, ref('Profile')] },
    validFrom: dateTimeZ,
    validUntil: dateTimeZ,
    credentialSchema: oneOrMore(ref('CredentialSchema')),
    credentialStatus: oneOrMore(ref('BitstringStatusListEntry')),
    refreshService: ref('RefreshService'),
    termsOfUse: oneOrMore(ref('TermsOfUse')),
  },
  $defs,
};

/** A BitstringStatusListCredential. */
export const statusListSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['@context', 'type', 'issuer', 'credentialSubject'],
  properties: {
    '@context': contexts(v2),
    id: uri,
    type: {
      type: 'array',
      items: text,
      allOf: [
        { contains: { const: 'VerifiableCredential' } },
        { contains: { const: 'BitstringStatusListCredential' } },
      ],
    },
    issuer: { anyOf: [uri, { type: 'object', required: ['id'], properties: { id: uri } }] },
    validFrom: dateTimeZ,
    validUntil: dateTimeZ,
    credentialSubject: {
      type: 'object',
      required: ['type', 'statusPurpose', 'encodedList'],
      properties: {
        id: uri,
        type: { const: 'BitstringStatusList' },
        statusPurpose: oneOrMore(text),
        encodedList: { type: 'string', pattern: '^u[A-Za-z0-9_-]+$' },
        ttl: { type: 'integer', minimum: 0 },
      },
    },
  },
};
