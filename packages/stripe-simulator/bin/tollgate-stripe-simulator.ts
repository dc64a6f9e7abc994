#!/usr/bin/env node
import { readCommandLine, UsageError } from '../src/command/command-line.ts';
import { runSimulator } from '../src/command/run.ts';

try {
  await runSimulator(readCommandLine(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
