/** The reference as its pages show it: made from the OpenAPI document for members at build. Texts are in the language of the page. */
import type { ProblemCode } from '../../shared/errors.ts';
import type { Sample } from '../guides/blocks.ts';
import type { ReferenceGroup } from './groups.ts';

/** A type of JSON, with the values that it is limited to. */
export type FieldKind = {
  readonly name: 'string' | 'time' | 'date' | 'integer' | 'number' | 'boolean' | 'object' | 'any';
  readonly isList: boolean;
  readonly isNullable: boolean;
  readonly values: readonly string[];
  /** Lower and upper bound of a number, or of a text's length; null: none is said. */
  readonly from: number | null;
  readonly to: number | null;
};

/** A parameter, or a field of a body. Fields within others are named as `data[].id`. */
export type Field = {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly told: string | null;
  readonly default: string | null;
};

/** An answer. Only JSON has fields. */
export type ReferenceAnswer = {
  readonly status: string;
  readonly told: string;
  readonly mediaTypes: readonly string[];
  readonly fields: readonly Field[];
};

/** A parameter that Run asks for. `choices`: the values to choose from; none where any may be typed. */
export type RunField = {
  readonly name: string;
  readonly place: 'path' | 'query';
  readonly isRequired: boolean;
  readonly isNumber: boolean;
  readonly choices: readonly string[];
  readonly start: string;
};

/** The form that runs an operation from its page. `most`: the records that its answer is charged at most, with a live key. */
export type RunForm = {
  readonly path: string;
  readonly needs: 'key' | 'session' | 'nothing';
  readonly fields: readonly RunField[];
  readonly most: number;
};

/** An operation of the reference. */
export type ReferenceOperation = {
  /** Also its place on the page. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly told: string | null;
  /** It is in `/openapi.json`; others are in `/openapi/full.json` alone. */
  readonly isForPrograms: boolean;
  readonly needs: 'key' | 'session' | 'nothing';
  readonly parameters: readonly Field[];
  readonly body: readonly Field[];
  readonly answers: readonly ReferenceAnswer[];
  /** Codes of its own, then those that every such request can get. */
  readonly problems: readonly ProblemCode[];
  readonly commonProblems: readonly ProblemCode[];
  /** Code that runs; where ids or bodies are the reader’s own, a command to fill in. */
  readonly code: readonly Sample[];
  /** Null: it is not run from its page. */
  readonly run: RunForm | null;
  readonly example: Sample | null;
};

/** A page of the reference. */
export type Reference = {
  readonly group: ReferenceGroup;
  readonly told: string;
  readonly operations: readonly ReferenceOperation[];
};
