import { operationsOf } from '../../../cli/doctor/needs.ts';

/** All entries of the table of needs, each with its function: `billing: GET /v1/prices`. */
export const needs: readonly string[] = Object.entries(operationsOf).flatMap(([name, operations]) =>
  operations.map((operation) => `${name}: ${operation}`),
);
