import type { PictureFacts } from '../../domain/badges/checks.ts';
import { AppError } from '../../errors.ts';
import { invalid } from '../../http/body.ts';
import type { CallOut } from '../../http/call-out.ts';
import { type DrawPicture, type Picture, type PictureProblem, pictureLimits } from '../../pictures/picture.ts';
import type { Throttles } from '../../storage/accounts/throttles.ts';
import type { BadgePictures } from '../../storage/badges/badge-pictures.ts';

/** The services and stores that a profile's picture needs. */
export type PictureDeps = {
  readonly drawPicture: DrawPicture;
  /** Calls public addresses only, and takes at most as many bytes as a picture may have. */
  readonly fetchPicture: CallOut;
  readonly pictures: BadgePictures;
  readonly throttles: Throttles;
  readonly now: () => Date;
};

/** The picture of a profile: the given address, null for an upload or none; and the SHA-256 of the stored copy. */
export type TakenPicture = {
  readonly picture: string | null;
  readonly pictureSha256: string | null;
  readonly facts: PictureFacts;
};

type Owner = { readonly accountId: string; readonly badge: string };

const picturesPerHour = 60;
const patienceMs = 5_000;
const dataUrl = /^data:image\/(?:png|jpeg);base64,/;

/**
 * Takes the picture of a profile: none, an upload as a data URL, or an address, which is read once. An unusable upload is refused. For an
 * address the automatic check says so.
 * @throws AppError 400 naming `picture`, 429 past 60 pictures of an account within an hour
 */
export async function takePicture(deps: PictureDeps, owner: Owner, given: string | null): Promise<TakenPicture> {
  if (given === null) return { picture: null, pictureSha256: null, facts: { state: 'absent' } };
  await refuseMany(deps, owner.accountId);
  if (!dataUrl.test(given)) return readPicture(deps, owner, given);
  const outcome = await deps.drawPicture(Buffer.from(given.replace(dataUrl, ''), 'base64'));
  if (!outcome.ok) throw invalid([{ field: 'picture', message: words[outcome.problem] }]);
  return { picture: null, ...(await store(deps, owner, outcome.picture)) };
}

/** The state of the picture that an application already has. */
export async function currentPicture(
  { pictures }: Pick<PictureDeps, 'pictures'>,
  { pictureSha256, picture, ...owner }: Owner & Pick<TakenPicture, 'picture' | 'pictureSha256'>,
): Promise<PictureFacts> {
  const stored = pictureSha256 === null ? null : await pictures.find(owner, pictureSha256);
  if (stored) return { state: 'stored', width: stored.width, height: stored.height };
  return picture === null ? { state: 'absent' } : { state: 'not_stored', why: 'No copy of the picture is stored.' };
}

async function refuseMany({ throttles, now }: PictureDeps, accountId: string): Promise<void> {
  const throttle = { scope: 'badge-picture', subject: accountId, limitPerHour: picturesPerHour };
  const answer = await throttles.pass(throttle, now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', `An account may send ${picturesPerHour} pictures an hour.`, { retryAfterSeconds });
}

async function store({ pictures, now }: PictureDeps, owner: Owner, drawn: Picture) {
  await pictures.put(owner, drawn, now().toISOString());
  const { sha256, width, height } = drawn;
  return { pictureSha256: sha256, facts: { state: 'stored', width, height } } as const;
}

const words: Record<PictureProblem, string> = {
  too_large: `must have at most ${pictureLimits.bytes} bytes`,
  not_a_picture: 'must be a PNG or JPEG that can be drawn',
  animated: 'must be a picture that does not move',
  too_many_pixels: `must have at most ${pictureLimits.pixels} pixels`,
  too_complex: 'must be simple enough to be drawn within seconds',
};

async function readPicture(deps: PictureDeps, owner: Owner, address: string): Promise<TakenPicture> {
  const why = (problem: string) =>
    ({ state: 'not_stored', why: `No copy of the picture is stored: ${problem}.` }) as const;
  const not = (problem: string) => ({ picture: address, pictureSha256: null, facts: why(problem) });
  const url = new URL(address);
  if (url.protocol !== 'https:') return not('its address is not read over https');
  const headers = { accept: 'image/png, image/jpeg', 'user-agent': 'Tollgate' };
  const path = `${url.pathname}${url.search}`;
  const call = await deps.fetchPicture({ base: url, method: 'GET', path, headers, timeoutMs: patienceMs });
  if (!call.ok) return not(call.failure === 'too_large' ? `it ${words.too_large}` : 'its address does not answer');
  if (call.reply.status !== 200) return not(`its address answers ${call.reply.status}`);
  const outcome = await deps.drawPicture(call.reply.body);
  return outcome.ok
    ? { picture: address, ...(await store(deps, owner, outcome.picture)) }
    : not(`it ${words[outcome.problem]}`);
}
