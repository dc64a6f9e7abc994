import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript-5';
import { describe, expect, it } from 'vitest';
import { importsIn, type SourceImport, usesIn } from './support/source-imports.ts';

const root = path.resolve(import.meta.dirname, '..');
const sources = globSync(
  [
    '{shared,functions,infra,local,cli,rehearsal,datasets,evidence,licences,clients,examples,openapi}/**/*.{ts,mjs}',
    'packages/*/{bin,src}/**/*.ts',
    'portal/src/**/*.{ts,tsx}',
    'pages/**/*.{ts,tsx}',
    'design/**/*.ts',
    '*.config.ts',
  ],
  { cwd: root },
).toSorted();
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const imports = sources.flatMap((file) => importsIn(file, textOf(file)));

/** The imports of each layer from this repository, beside its own files. The longest prefix names a file's layer. */
const layers: Readonly<Record<string, readonly string[]>> = {
  'shared/errors.ts': [],
  'shared/env.ts': [],
  'shared/inbox-tries.ts': [],
  'shared/log.ts': ['shared/errors.ts'],
  'shared/domain/': ['shared/errors.ts'],
  'shared/domain/mail/': ['shared/domain/', 'shared/errors.ts', 'design/tokens.ts'],
  'shared/storage/': ['shared/domain/', 'shared/errors.ts', 'shared/log.ts'],
  'shared/stripe/': ['shared/domain/', 'shared/errors.ts', 'shared/log.ts', 'design/tokens.ts'],
  'shared/http/': ['shared/domain/', 'shared/errors.ts', 'shared/log.ts', 'shared/problems/'],
  'shared/problems/': [],
  'shared/pictures/': [],
  'shared/datasets/': ['shared/domain/', 'shared/errors.ts', 'shared/log.ts'],
  'shared/evidence-store/': ['shared/domain/', 'shared/errors.ts'],
  'shared/signing/': ['shared/domain/', 'shared/errors.ts'],
  'shared/services/': ['shared/', 'tollgate.config.ts', 'design/tokens.ts'],
  'shared/': ['shared/'],
  'licences/': ['shared/domain/catalog/'],
  'tollgate.config.ts': ['licences/', 'shared/domain/catalog/'],
  'datasets/': ['shared/datasets/', 'shared/domain/', 'tollgate.config.ts'],
  'functions/': ['shared/', 'tollgate.config.ts'],
  'design/': [],
  'infra/': [
    'shared/domain/access/authority.ts',
    'shared/env.ts',
    'shared/inbox-tries.ts',
    'shared/storage/badges/shown-attributes.ts',
    'shared/storage/prefixes.ts',
    'portal/build.ts',
    'pages/build.ts',
    'pages/addresses.ts',
    'tollgate.config.ts',
  ],
  'pages/': ['design/tokens.ts', 'openapi/', 'shared/', 'datasets/', 'portal/src/i18n/', 'tollgate.config.ts'],
  'local/': ['shared/', 'infra/', 'portal/build.ts', 'pages/build.ts', 'tollgate.config.ts'],
  'rehearsal/': ['shared/'],
  'cli/': ['shared/', 'datasets/', 'rehearsal/', 'tollgate.config.ts'],
  'openapi/': ['shared/', 'infra/functions.ts', 'tollgate.config.ts'],
  'clients/': [],
  'evidence/': [],
  'examples/': ['clients/'],
  'packages/stripe-simulator/': [],
  'portal/src/': [
    'shared/http/views.ts',
    'shared/errors.ts',
    'shared/domain/access/authority.ts',
    'shared/domain/accounts/operator.ts',
    'shared/domain/catalog/offered-price.ts',
    'shared/domain/locales.ts',
    'shared/domain/money.ts',
    'shared/domain/webhooks/event-types.ts',
    'shared/http/field-limits.ts',
    'shared/problems/',
  ],
  'vitest.config.ts': ['test/support/'],
};

const layerOf = (file: string): string | undefined =>
  Object.keys(layers)
    .filter((prefix) => file.startsWith(prefix))
    .toSorted((a, b) => b.length - a.length)[0];

function isAllowed({ file, target, bare }: SourceImport): boolean {
  if (bare) return true;
  const layer = layerOf(file);
  if (layer === undefined) return false;
  if (target.startsWith('shared/services/') && layer !== 'shared/services/' && !file.startsWith('functions/'))
    return makesPacks(file) && target.startsWith('shared/services/evidence/');
  if (isDeclaration(file)) return target.startsWith('shared/domain/access/');
  if (file.startsWith('infra/') && isDeclaration(target)) return true;
  if (file.startsWith('openapi/') && isDescription(target)) return true;
  if (file === 'functions/admin/powers.ts' && isDeclaration(target)) return true;
  if (file.startsWith('functions/') && target.startsWith('functions/')) return functionOf(file) === functionOf(target);
  return [layer, ...(layers[layer] ?? [])].some((prefix) => target.startsWith(prefix));
}

/** The command makes a pack from the same files as the function. */
const makesPacks = (file: string) => /^cli\/pack(\.ts|\/)/.test(file);

/** The declared authority of a function: infra and the function both read it, so it imports nothing that runs. */
const isDeclaration = (file: string) => /^functions\/[^/]+\/(routes|authority)\.ts$/.test(file);

/** The described routes of a function, which the documents are made from. */
const isDescription = (file: string) => /^functions\/[^/]+\/operations\.ts$/.test(file);

/** The function whose folder a file of `functions/` lies in. */
const functionOf = (file: string) => file.split('/')[1];

/** The files that a circle of imports goes through, or that lie between two circles. */
function inCircles(found: readonly SourceImport[]): string[] {
  let edges = found.filter(({ bare }) => !bare);
  for (let before = -1; before !== edges.length; ) {
    before = edges.length;
    const from = new Set(edges.map(({ file }) => file));
    const to = new Set(edges.map(({ target }) => target));
    edges = edges.filter(({ file, target }) => to.has(file) && from.has(target));
  }
  return [...new Set(edges.map(({ file }) => file))].toSorted();
}

const lines = (found: readonly SourceImport[]) => found.map(({ file, target }) => `${file} imports ${target}`);
const inFolder = (folder: string) => imports.filter(({ file }) => file.startsWith(folder));

describe('imports', () => {
  it('are read from the real files', () => {
    expect(lines(imports)).toEqual(
      expect.arrayContaining([
        'tollgate.config.ts imports shared/domain/catalog/define.ts',
        'functions/data/lambda.ts imports tollgate.config.ts',
        'shared/storage/table/dynamo-table.ts imports shared/storage/table/table.ts',
        'portal/src/api/client.ts imports shared/http/views.ts',
        'local/stripe-side.ts imports @tollgate/stripe-simulator',
        'packages/stripe-simulator/src/index.ts imports packages/stripe-simulator/src/simulator.ts',
      ]),
    );
  });

  it('run one way: portal, local, cli and functions, of which none imports another, then services, then storage, stripe, http and datasets apart, domain, errors', () => {
    expect(lines(imports.filter((each) => !isAllowed(each)))).toEqual([]);
  });

  it.each([
    ['shared/domain/keys/key.ts', '../../storage/table.ts'],
    ['shared/domain/keys/key.ts', '../../http/views.ts'],
    ['shared/domain/keys/key.ts', '../../env.ts'],
    ['shared/storage/usage/usage.ts', '../../stripe/gateway.ts'],
    ['shared/stripe/client.ts', '../http/body.ts'],
    ['shared/http/page.ts', '../storage/table.ts'],
    ['shared/datasets/sql.ts', '../storage/table.ts'],
    ['shared/signing/kms-signer.ts', '../storage/table.ts'],
    ['shared/errors.ts', './env.ts'],
    ['shared/queues.ts', '../functions/keys/handler.ts'],
    ['shared/queues.ts', './services/usage/wiring.ts'],
    ['shared/services/usage/wiring.ts', '../../../functions/keys/handler.ts'],
    ['functions/keys/handler.ts', '../billing/deps.ts'],
    ['functions/keys/handler.ts', '../../local/clock.ts'],
    ['functions/keys/handler.ts', '../../infra/config.ts'],
    ['infra/app.ts', '../shared/errors.ts'],
    ['infra/app.ts', '../functions/keys/handler.ts'],
    ['functions/keys/routes.ts', './deps.ts'],
    ['functions/leaving/authority.ts', './deps.ts'],
    ['infra/app.ts', '../local/world.ts'],
    ['cli/catalog.ts', '../functions/keys/handler.ts'],
    ['cli/catalog.ts', '../shared/services/usage/wiring.ts'],
    ['portal/src/app.tsx', '../../shared/domain/keys/key.ts'],
    ['tollgate.config.ts', './shared/env.ts'],
    ['packages/stripe-simulator/src/http/server.ts', '../../../../local/loopback.ts'],
    ['packages/stripe-simulator/src/pages/html.ts', '../../../../shared/domain/money.ts'],
    ['local/stripe-side.ts', '../packages/stripe-simulator/src/index.ts'],
    ['rehearsal/run.ts', '../functions/keys/handler.ts'],
    ['openapi/routes.ts', '../functions/keys/handler.ts'],
    ['functions/keys/handler.ts', '../../openapi/routes.ts'],
    ['shared/stripe/client.ts', '../../rehearsal/run.ts'],
    ['somewhere/else.ts', '../shared/errors.ts'],
  ])('the other way, as in %s from %s, would be found', (file, specifier) => {
    expect(importsIn(file, `import type { X } from '${specifier}';`).filter(isAllowed)).toEqual([]);
  });

  it('go in no circle, those of types neither', () => {
    expect(inCircles(imports)).toEqual([]);
    const circle = ['a', 'b', 'c'].map((file, i) =>
      importsIn(`x/${file}.ts`, `import type { T } from './${'bca'[i]}.ts';`),
    );
    const aside = importsIn('x/d.ts', "import type { T } from './a.ts';");
    expect(inCircles([...circle.flat(), ...aside])).toEqual(['x/a.ts', 'x/b.ts', 'x/c.ts']);
  });

  it('into the portal are types, which leave nothing in the browser, and a few tables: roles, currencies, events, lengths and problems', () => {
    const values = inFolder('portal/').filter(
      ({ target, bare, typeOnly }) =>
        !bare &&
        !typeOnly &&
        !target.startsWith('portal/') &&
        ![
          'shared/domain/access/authority.ts',
          'shared/domain/accounts/operator.ts',
          'shared/domain/catalog/offered-price.ts',
          'shared/domain/locales.ts',
          'shared/domain/money.ts',
          'shared/domain/webhooks/event-types.ts',
          'shared/http/field-limits.ts',
          'shared/problems/en.json',
          'shared/problems/ar.json',
        ].includes(target),
    );
    expect(lines(values)).toEqual([]);
  });

  it('into the domain from outside are modules of Node that compute: no SDK, no zod, no input or output', () => {
    const pure = ['node:crypto', 'node:net', 'node:url', 'node:util', 'node:zlib', 'tldts', 'unhomoglyph'];
    const foreign = inFolder('shared/domain/').filter(({ target, bare }) => bare && !pure.includes(target));
    expect(lines(foreign)).toEqual([]);
  });

  it('keep functions out of infrastructure, and infrastructure out of functions', () => {
    const into = (from: string, packages: RegExp) =>
      inFolder(from).filter(({ target, bare }) => bare && packages.test(target));
    expect(lines(into('infra/', /^(@aws-sdk|@middy|stripe|@duckdb)\b/))).toEqual([]);
    expect(lines(into('functions/', /^(aws-cdk-lib|constructs|cdk-nag|esbuild)\b/))).toEqual([]);
    expect(lines(into('shared/', /^(aws-cdk-lib|constructs|cdk-nag|esbuild)\b/))).toEqual([]);
  });

  it.each([
    ['stripe', 'shared/stripe/', ['cli/', 'functions/', 'local/', 'rehearsal/', 'packages/stripe-simulator/']],
    ['@tollgate/stripe-simulator', 'local/', ['rehearsal/']],
    ['@aws-sdk/client-dynamodb', 'shared/storage/', ['shared/connect', 'local/', 'cli/']],
    ['@duckdb/node-api', 'shared/datasets/', ['datasets/', 'functions/', 'cli/']],
    ['@aws-sdk/client-kms', 'shared/signing/', ['shared/connect', 'functions/', 'local/', 'cli/']],
  ])('keep %s behind its port', (name, port, wiring) => {
    const users = imports.filter(({ target, bare }) => bare && target === name).map(({ file }) => file);
    expect(users.filter((file) => ![port, ...wiring].some((prefix) => file.startsWith(prefix)))).toEqual([]);
    expect(users.some((file) => file.startsWith(port))).toBe(true);
  });

  it('into a package are those that its package.json declares, in the versions of the root', () => {
    const declared = (file: string) => JSON.parse(textOf(file)) as Record<string, Record<string, string> | undefined>;
    const ours = declared('package.json');
    const versions = { ...ours.dependencies, ...ours.devDependencies };
    for (const folder of globSync('packages/*', { cwd: root })) {
      const { dependencies = {}, devDependencies = {} } = declared(`${folder}/package.json`);
      const used = inFolder(`${folder}/`).filter(({ target, bare }) => bare && !isBuiltin(target));
      expect(Object.keys(dependencies).toSorted()).toEqual([...new Set(used.map(({ target }) => target))].toSorted());
      expect(versions).toMatchObject({ ...dependencies, ...devDependencies });
    }
  });

  it('name built-in modules by node:, and files by their ending', () => {
    const odd = imports.filter(({ target, bare }) =>
      bare ? isBuiltin(target) && !target.startsWith('node:') : !/\.(ts|tsx|css|json)$/.test(target),
    );
    expect(lines(odd)).toEqual([]);
  });
});

describe('bundles', () => {
  const entry = /^functions\/[^/]+\/(lambda|worker)\.ts$/;

  it('are entered by lambda.ts and worker.ts of their folder, which nobody imports', () => {
    expect(lines(imports.filter(({ target }) => entry.test(target)))).toEqual([]);
  });

  it('are the folders of functions/, and nothing lies beside them', () => {
    const folders = new Set(sources.filter((file) => file.startsWith('functions/')).map((file) => path.dirname(file)));
    expect(folders).not.toContain('functions');
    const entered = sources.filter((file) => file.endsWith('/lambda.ts')).map((file) => path.dirname(file));
    expect(entered).toEqual([...new Set([...folders].map((folder) => `functions/${functionOf(folder)}`))]);
  });

  it('alone read environment and configuration: what a function does depends on what it is given', () => {
    const wiring = /^shared\/services\/.*wiring\.ts$/;
    const readers = sources.filter(
      (file) =>
        /^(functions|shared\/services)\//.test(file) &&
        !entry.test(file) &&
        !wiring.test(file) &&
        (usesIn(file, textOf(file)).includes('process.env') ||
          inFolder(file).some(({ target }) =>
            ['tollgate.config.ts', 'shared/env.ts', 'shared/connect.ts', 'shared/connect-table.ts'].includes(target),
          )),
    );
    expect(readers).toEqual([]);
  });
});

describe('item keys', () => {
  it('are made in files of keys alone, and infrastructure grants by the same prefixes', () => {
    const makers = imports.filter(({ target, typeOnly }) => target === 'shared/storage/prefixes.ts' && !typeOnly);
    const owners = /^shared\/storage\/(\w+\/)?[\w-]*keys\.ts$|^infra\/constructs\/table\.ts$/;
    expect(makers.map(({ file }) => file).filter((file) => !owners.test(file))).toEqual([]);
    expect(makers.length).toBeGreaterThan(5);
  });
});

describe('the domain', () => {
  const forbidden = [
    'Date.now',
    'new Date()',
    'Math.random',
    'process.env',
    'performance.now',
    'randomBytes',
    'randomUUID',
  ];

  it('is given time and randomness, and reads no clock and no environment', () => {
    const found = sources
      .filter((file) => file.startsWith('shared/domain/'))
      .flatMap((file) => usesIn(file, textOf(file)).map((use) => `${file} uses ${use}`))
      .filter((line) => forbidden.some((use) => line.endsWith(` ${use}`)));
    expect(found).toEqual([]);
  });

  it('would be found to read them', () => {
    const text = `import { randomUUID } from 'node:crypto';
      const a = [Date.now(), new Date(), new Date(5), Math.random(), process.env.HOME, globalThis.performance.now()];
      const b = [Date.parse('x'), process['env'], randomUUID(), crypto.randomBytes(1)];`;
    const found = usesIn('x.ts', text).filter((use) => forbidden.includes(use));
    expect(new Set(found)).toEqual(new Set(forbidden));
  });
});

it('imports of every kind are seen, and types told from values', () => {
  const text = `import a from './a.ts'; import type { B } from './b.ts'; import { type C, type D } from '../c.ts';
    import { type E, f } from './e.ts'; export { g } from './g.ts'; export type { H } from './h.ts'; import './i.css';
    const j = import('./j.ts'); type K = import('./k.ts').K; import l from 'zod'; export * from './m.ts'; // import './n.ts'
    const text = "import './o.ts'";`;
  const seen = importsIn('x/y/z.ts', text).map(({ target, typeOnly }) => `${target} ${typeOnly ? 'type' : 'value'}`);
  expect(seen.toSorted()).toEqual([
    'x/c.ts value',
    'x/y/a.ts value',
    'x/y/b.ts type',
    'x/y/e.ts value',
    'x/y/g.ts value',
    'x/y/h.ts type',
    'x/y/i.css value',
    'x/y/j.ts value',
    'x/y/k.ts type',
    'x/y/m.ts value',
    'zod value',
  ]);
});

describe('files', () => {
  /** Data: word lists, what is generated, what is sold, and the client that buyers copy as one file. */
  const data = [
    /^clients\/node\/tollgate-reader\.ts$/,
    /^evidence\/verify\.mjs$/,
    /^datasets\/.*phrases\.ts$/,
    /\.generated\.ts$/,
    /^tollgate\.config\.ts$/,
  ];

  it('have at most 200 lines, tests and data aside', () => {
    const long = sources
      .filter((file) => !data.some((shape) => shape.test(file)))
      .map((file) => [file, textOf(file).trimEnd().split('\n').length] as const)
      .filter(([, count]) => count > 200);
    expect(long).toEqual([]);
  });

  it('are TypeScript that Node runs as it is: types erased, nothing generated from them', () => {
    const erasable = sources.filter((file) => file.endsWith('.ts') && !/^(portal|pages)\//.test(file));
    const bad = erasable.filter((file) =>
      ts
        .createSourceFile(file, textOf(file), ts.ScriptTarget.ESNext)
        .statements.some((statement) => ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)),
    );
    expect(bad).toEqual([]);
  });
});

describe('budgets', () => {
  /** Files that put a function, a stack, a world or all views together import each part of it. */
  const wiring =
    /(^|\/)(lambda|deps|wiring|routes)\.tsx?$|^infra\/[\w-]+-stack\.ts$|^shared\/http\/views\.ts$|^portal\/src\/app\.tsx$/;

  it('a file outside wiring imports at most 12 files of this repository', () => {
    const targets = new Map<string, Set<string>>();
    for (const { file, target, bare } of imports)
      if (!bare && !wiring.test(file)) targets.set(file, (targets.get(file) ?? new Set()).add(target));
    const over = [...targets].filter(([, { size }]) => size > 12).map(([file, { size }]) => `${file}: ${size}`);
    expect(targets.size).toBeGreaterThan(700);
    expect(over).toEqual([]);
  });
});
