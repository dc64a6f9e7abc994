import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { describedRoutes } from '../../openapi/described-routes.ts';
import { openApiDocument } from '../../openapi/document.ts';
import { bodySchemaOf } from '../../openapi/operation-object.ts';
import { referenceOf } from '../../pages/reference/read.ts';

const document = openApiDocument('members', 'Shop');
const programs = openApiDocument('buyers', 'Shop');
const start = { values: { dataset: 'posts', id: 'p_1', by: 'brand' }, datasets: ['posts', 'films'] };
const operations = referenceOf({
  ...{ document, programs, start, origin: 'https://data.example' },
  row: { id: 'p_1' },
  highlight: (text) => text,
  codeOf: () => [],
}).flatMap((group) => group.operations);
const commandOf = (id: string): string => operations.find((each) => each.id === id)?.code[0]?.text ?? '';

const withBody = describedRoutes()
  .filter(({ operation }) => operation.group !== 'operator')
  .flatMap((described) => {
    const schema = bodySchemaOf(described);
    return schema ? [[described.operation.id, schema] as const] : [];
  });

describe('the command of an operation', () => {
  it.each(withBody)('%s sends a body that its schema takes', (id, schema) => {
    const json = /--json '([^']*)'/.exec(commandOf(id))?.[1] ?? '';
    const { error } = schema.safeParse(JSON.parse(json));
    expect(error?.issues ?? []).toEqual([]);
  });

  it('is a command that a shell takes, for every operation', () => {
    for (const { code } of operations) execFileSync('bash', ['-n', '-c', code[0]?.text ?? '(']);
    expect(operations.length).toBeGreaterThan(100);
  });

  it('carries the session, and with a change the header that pages send', () => {
    expect(commandOf('listKeys')).toContain('--cookie "__Host-tollgate=$TOLLGATE_SESSION"');
    expect(commandOf('listKeys')).not.toContain('X-CSRF');
    expect(commandOf('revokeKey')).toContain('--request DELETE "https://data.example/v1/keys/$ID"');
    expect(commandOf('revokeKey')).toContain('--header "X-CSRF: 1"');
  });
});

describe('the form of an operation', () => {
  it('is there for what reads JSON, and for nothing that changes, forwards or spends without a known limit', () => {
    const run = operations.filter((each) => each.run !== null);
    expect(run.map(({ method }) => method)).toEqual(run.map(() => 'GET'));
    const ids = run.map(({ id }) => id);
    for (const id of ['readAccount', 'listKeys', 'readUsage', 'countRecords', 'readCurrentUsage', 'readCatalog'])
      expect(ids).toContain(id);
    for (const id of ['callApiPath', 'createKey', 'exportRecords', 'readRecords', 'readBadge'])
      expect(ids).not.toContain(id);
  });

  it('names what its answer can cost, where it can', () => {
    const costs = operations.flatMap(({ id, run }) => (run && run.most > 0 ? [[id, run.most]] : []));
    expect(Object.fromEntries(costs)).toEqual({ readRecord: 1, countRecords: 1_000 });
  });
});
