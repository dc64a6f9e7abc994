import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

test('the portal is built for production even if NODE_ENV says otherwise, without the development parts of React', () => {
  expect(process.env.NODE_ENV).not.toBe('production');
  const folder = inject('portalFolder');
  const scripts = globSync('assets/*.js', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => /jsxDEV|react_stack_bottom_frame/.test(script))).toEqual([]);
});
