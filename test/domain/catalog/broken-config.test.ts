import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { amount } from './configuration.ts';

describe('a broken tollgate.config.ts', () => {
  it.each([
    ['npm start', ['local/start.ts']],
    ['synthesis', ['infra/app.ts']],
    ['the catalogue command', ['cli/catalog.ts', 'plan']],
  ])('ends %s, saying the path of the field and what is allowed', (_, command) => {
    const folder = mkdtempSync(join(tmpdir(), 'tollgate-config-'));
    try {
      for (const part of ['cli', 'shared', 'functions', 'licences', 'infra', 'local', 'pages', 'package.json'])
        cpSync(part, join(folder, part), { recursive: true });
      symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
      const config = readFileSync('tollgate.config.ts', 'utf8');
      const broken = config.replace('amountMinor: 100_00,', 'amountMinor: -1,');
      expect(broken).not.toBe(config);
      writeFileSync(join(folder, 'tollgate.config.ts'), broken);
      const { status, stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, STRIPE_SECRET_KEY: 'sk_test_none', STRIPE_API_BASE: 'http://127.0.0.1:9' },
      });
      expect(status).toBe(1);
      expect(stderr).toContain(`plans[1].prices[0].amountMinor: ${amount}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
