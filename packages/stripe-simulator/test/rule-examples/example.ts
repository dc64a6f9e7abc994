import type { RuleId } from '../../src/rules/rules.ts';
import type { startWorld, World } from '../world.ts';

/** One rule seen from outside: the same calls, at an account that has the rule and at one that lacks it. */
export type RuleExample = {
  /** The outcome with the rule. */
  readonly on: unknown;
  /** The outcome without it. */
  readonly off: unknown;
  /** Settings of the account, such as its start. */
  readonly options?: Parameters<typeof startWorld>[0];
  /** Makes the calls, and returns the part of the outcome that the rule decides. */
  run(world: World): Promise<unknown>;
};

/** Examples of some rules, by the rule's id. */
export type RuleExamples = { readonly [Id in RuleId]?: RuleExample };

/** The answer's `code`, else its status, of a call that is refused; `done` of one that is not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    if (statusCode === undefined) throw error;
    return `${statusCode} ${code ?? ''}`.trim();
  }
}
