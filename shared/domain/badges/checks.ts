import { domainToUnicode } from 'node:url';
import type { BadgeReview } from '../catalog/badge-review.ts';
import type { BadgeApplication, Check } from './badge.ts';
import { contains, type Likeness, likenessOf, skeletonOf } from './confusables.ts';
import { writingOf } from './scripts.ts';

/** The state of a profile's picture. `absent`: the profile has none. `not_stored`: there is no copy, and `why` says so in one sentence. */
export type PictureFacts =
  | { readonly state: 'stored'; readonly width: number; readonly height: number }
  | { readonly state: 'absent' }
  | { readonly state: 'not_stored'; readonly why: string };

/** Everything that the automatic checks read. */
export type CheckFacts = {
  readonly profile: Pick<BadgeApplication, 'handle' | 'displayName' | 'url'>;
  readonly account: {
    readonly createdAt: string;
    /** An operator of this deployment may use its protected names. */
    readonly isOperator: boolean;
    /** Why mail to its confirmed address is suppressed; null: it is not. */
    readonly mailSuppressed: string | null;
  };
  readonly picture: PictureFacts;
  /** Verified holders whose names look like this one at a glance. */
  readonly alikeHolders: readonly { readonly handle: string; readonly displayName: string }[];
  /** Names that only operators may use. */
  readonly protectedNames: readonly string[];
  readonly review: Pick<BadgeReview, 'minAccountAgeDays' | 'picture'>;
  readonly now: Date;
};

const passed = (rule: string, detail: string): Check => ({ rule, outcome: 'passed', detail });
const failed = (rule: string, detail: string): Check => ({ rule, outcome: 'failed', detail });
const noted = (rule: string, detail: string): Check => ({ rule, outcome: 'noted', detail });

/**
 * The automatic checks of an application, one for each rule. A failed check keeps it from the queue and says what to do. A noted one is for
 * the reviewer.
 */
export const checksOf = (facts: CheckFacts): readonly Check[] => [
  ageCheck(facts),
  emailCheck(facts),
  pictureCheck(facts),
  handleCheck(facts),
  nameCheck(facts),
  siteCheck(facts),
];

/** The application as of `now`: a check that only lacked time passes once that time has come. */
export const atTime = (application: BadgeApplication, now: Date): BadgeApplication => ({
  ...application,
  checks: checksThen(application.checks, now),
});

const checksThen = (checks: readonly Check[], now: Date): readonly Check[] =>
  checks.map(({ clearsAt, ...check }) =>
    clearsAt !== undefined && now >= new Date(clearsAt)
      ? { ...check, outcome: 'passed', detail: 'The time that was missing has passed.' }
      : { ...check, ...(clearsAt === undefined ? {} : { clearsAt }) },
  );

const dayMs = 86_400_000;

function ageCheck({ account, review, now }: CheckFacts): Check {
  const oldEnough = new Date(Date.parse(account.createdAt) + review.minAccountAgeDays * dayMs);
  if (now >= oldEnough) return passed('account_age', `The account is from ${account.createdAt.slice(0, 10)}.`);
  const detail = `The account has to be ${review.minAccountAgeDays} days old. It is on ${oldEnough.toISOString().slice(0, 10)}; nothing needs doing until then.`;
  return { ...failed('account_age', detail), clearsAt: oldEnough.toISOString() };
}

const emailCheck = ({ account }: CheckFacts): Check =>
  account.mailSuppressed === null
    ? passed('email', 'The address was confirmed by a link that was mailed to it.')
    : noted('email', `The address was confirmed, but mail to it is suppressed: ${account.mailSuppressed}.`);

/** Pixels; a picture with a shorter side is hard to recognize. */
const minSide = 64;

function pictureCheck({ picture, review }: CheckFacts): Check {
  const lacking = review.picture === 'required' ? failed : noted;
  switch (picture.state) {
    case 'stored': {
      const size = `${picture.width} × ${picture.height} pixels`;
      const small = Math.min(picture.width, picture.height) < minSide;
      return small
        ? noted('picture', `The picture is small: ${size}.`)
        : passed('picture', `A copy is stored: ${size}.`);
    }
    case 'absent':
      return lacking(
        'picture',
        review.picture === 'required' ? 'Add a picture, as PNG or JPEG.' : 'There is no picture.',
      );
    case 'not_stored':
      return lacking('picture', picture.why);
  }
}

function handleCheck({ profile, account, protectedNames }: CheckFacts): Check {
  const name = account.isOperator ? undefined : protectedNames.find((each) => contains(profile.handle, each));
  return name === undefined
    ? passed('handle', 'It looks like the handle of no verified holder.')
    : noted('handle', `It has "${name}" in it, which is a protected name.`);
}

const likenessChecks: Record<Exclude<Likeness, 'other'>, (name: string, handle: string) => Check> = {
  same: (name, handle) => noted('name', `@${handle} is verified under the same name, "${name}".`),
  alike: (name, handle) => noted('name', `It looks like "${name}", the name of @${handle}, who is verified.`),
  confusable: (name, handle) =>
    failed('name', `It cannot be told from "${name}", the name of @${handle}, who is verified. Choose another.`),
};

function nameCheck({ profile, account, protectedNames, alikeHolders }: CheckFacts): Check {
  const words = profile.displayName.split(/[^\p{L}\p{N}\p{M}]+/u);
  const mixed = words.find((word) => writingOf(word) === 'mixed');
  if (mixed !== undefined)
    return failed('name', `The word "${mixed}" mixes letters of several scripts. Write each word in one.`);
  const guarded = account.isOperator ? undefined : protectedNames.find((each) => contains(profile.displayName, each));
  if (guarded !== undefined)
    return failed('name', `It has "${guarded}" in it, which is a protected name. Choose another.`);
  return likeOthers(profile, alikeHolders) ?? markedName(profile.displayName, words);
}

function likeOthers({ handle, displayName }: CheckFacts['profile'], holders: CheckFacts['alikeHolders']): Check | null {
  const found = holders.flatMap((holder) => {
    const likeness = likenessOf(displayName, holder.displayName);
    return likeness === 'other' || holder.handle === handle
      ? []
      : [likenessChecks[likeness](holder.displayName, holder.handle)];
  });
  return found.find(({ outcome }) => outcome === 'failed') ?? found[0] ?? null;
}

/** More marks on one letter than any language writes. */
const piledMarks = /\p{M}{4}/u;

function markedName(name: string, words: readonly string[]): Check {
  if (piledMarks.test(name.normalize('NFD')))
    return failed('name', 'It piles marks on letters. Write it as people do.');
  return words.some((word) => writingOf(word) === 'unusual')
    ? noted('name', 'It has letters that nobody writes names in today.')
    : passed('name', 'It looks like the name of no verified holder.');
}

function siteCheck({ profile }: CheckFacts): Check {
  const { hostname, protocol, username, password } = new URL(profile.url);
  if (username !== '' || password !== '')
    return failed('site', 'The address has a user name in it, so that it seems to lead elsewhere. Leave that out.');
  const shown = domainToUnicode(hostname);
  const deceptive = shown.split('.').find(isDeceptive);
  if (deceptive !== undefined)
    return noted('site', `"${deceptive}" in ${hostname} looks like "${skeletonOf(deceptive)}" and is not.`);
  if (shown.split('.').some((label) => writingOf(label) === 'mixed'))
    return noted('site', `${hostname} mixes letters of several scripts: "${shown}".`);
  if (/^[\d.]+$|^\[/.test(hostname)) return noted('site', 'The address is a number and no name.');
  return protocol === 'https:'
    ? passed('site', `${shown}, over https.`)
    : noted('site', 'The site is not read over https.');
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]+$/.test(text);

/** A label in other scripts that looks like ASCII letters only. */
const isDeceptive = (label: string): boolean => !isAscii(label) && isAscii(skeletonOf(label));
