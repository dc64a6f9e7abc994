import { seededRandom } from '../core/random.ts';

type Probability = number | boolean;

/**
 * Faults on purpose. `duplicate`, `drop` and `shuffle` are probabilities for each webhook, and `true` is 1. `delayMs` delays every webhook.
 * `errorRate` is the probability that an API call answers 500, `rateLimitRate` that it answers 429, `conflictRate` that it answers 409 or 424.
 */
export type FaultSettings = {
  readonly duplicate?: Probability;
  readonly shuffle?: Probability;
  readonly drop?: Probability;
  readonly errorRate?: Probability;
  readonly rateLimitRate?: Probability;
  readonly conflictRate?: Probability;
  readonly delayMs?: number;
  readonly seed?: number;
};

type WebhookFault = { readonly isDropped: boolean; readonly copies: number; readonly delayMs: number };

/**
 * Half of the injected 500s come before the call has any effect, half after. A call that is `limited` (429), meets a `conflict` (409) or lacks
 * a `dependency` (424) has none.
 */
type ApiFault = 'none' | 'before' | 'after' | 'limited' | 'conflict' | 'dependency';

/** The decisions about faults, drawn for one webhook or one API call at a time. */
export type Faults = { readonly onWebhook: () => WebhookFault; readonly onApiCall: () => ApiFault };

const shuffleMs = 200;

/** Decides call by call what goes wrong: the same decisions for the same seed. Throws a `RangeError` that names a bad setting. */
export function faultsOf(settings: FaultSettings): Faults {
  checkSettings(settings);
  const { delayMs = 0, seed = 1 } = settings;
  const [duplicate, drop] = [Number(settings.duplicate ?? 0), Number(settings.drop ?? 0)];
  const [shuffle, errorRate] = [Number(settings.shuffle ?? 0), Number(settings.errorRate ?? 0)];
  const rateLimitRate = Number(settings.rateLimitRate ?? 0);
  const conflictRate = Number(settings.conflictRate ?? 0);
  const [limitRandom, conflictRandom] = [seededRandom(seed + 2), seededRandom(seed + 3)];
  const [webhookRandom, apiRandom] = [seededRandom(seed), seededRandom(seed + 1)];
  return {
    onWebhook() {
      const [dropDraw, copyDraw, shuffleDraw, heldDraw] = [
        webhookRandom(),
        webhookRandom(),
        webhookRandom(),
        webhookRandom(),
      ];
      const heldMs = shuffleDraw < shuffle ? Math.floor(heldDraw * shuffleMs) : 0;
      return { isDropped: dropDraw < drop, copies: copyDraw < duplicate ? 2 : 1, delayMs: delayMs + heldMs };
    },
    onApiCall() {
      const [errorDraw, sideDraw] = [apiRandom(), apiRandom()];
      if (limitRandom() < rateLimitRate) return 'limited';
      if (conflictRandom() < conflictRate) return sideDraw < 0.5 ? 'conflict' : 'dependency';
      if (errorDraw >= errorRate) return 'none';
      return sideDraw < 0.5 ? 'before' : 'after';
    },
  };
}

const probabilities = ['duplicate', 'shuffle', 'drop', 'errorRate', 'rateLimitRate', 'conflictRate'] as const;
const names: readonly string[] = [...probabilities, 'delayMs', 'seed'];

function checkSettings(settings: FaultSettings): void {
  const unknown = Object.keys(settings).find((name) => !names.includes(name));
  if (unknown) throw new RangeError(`There is no fault called ${unknown}; use ${names.join(', ')}.`);
  for (const name of probabilities) {
    const value = settings[name];
    if (value === undefined || typeof value === 'boolean') continue;
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      throw new RangeError(`${name} is a probability: a number from 0 to 1.`);
  }
  for (const name of ['delayMs', 'seed'] as const) {
    const value = settings[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value <= 2 ** 31))
      throw new RangeError(`${name} is a whole number from 0 to 2147483648.`);
  }
}
