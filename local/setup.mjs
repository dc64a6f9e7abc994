// Installs programs that npm cannot: `node local/setup.mjs [java] [chromium] [curl] [python3] [openssl]`. Plain JavaScript, so that an old Node can still report a problem.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const javaPackages = ['openjdk-21-jre-headless', 'openjdk-17-jre-headless'];

/** Where Debian puts Chromium. The shell has no window and takes a third less processor time in the tests. */
const chromiums = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const needs = {
  java: {
    isThere: () => javaVersion() >= 17,
    packages: javaPackages,
    sentence:
      'Java 17 or newer is needed for DynamoDB Local, and none is on PATH: install a JRE (Debian and Ubuntu: apt-get install openjdk-21-jre-headless, or openjdk-17-jre-headless; macOS: brew install openjdk; Windows: winget install EclipseAdoptium.Temurin.21.JRE).',
  },
  chromium: {
    isThere: () => [process.env.CHROME_PATH].concat(chromiums).some((path) => path && existsSync(path)),
    packages: ['chromium-headless-shell', 'chromium'],
    sentence:
      'Chromium is needed for the browser tests: install it (Debian: apt-get install chromium-headless-shell), or set CHROME_PATH to a Chromium or Chrome.',
  },
  curl: {
    isThere: () => run('curl', ['--version']).status === 0,
    packages: ['curl'],
    sentence: "curl is needed to try the README's commands: install it (Debian and Ubuntu: apt-get install curl).",
  },
  openssl: {
    isThere: () => /^OpenSSL [3-9]/.test(run('openssl', ['version']).stdout || ''),
    packages: ['openssl'],
    sentence:
      'OpenSSL 3 is needed to try the checks of evidence by hand: install it (Debian and Ubuntu: apt-get install openssl; macOS: brew install openssl).',
  },
  python3: {
    isThere: () => run('python3', ['--version']).status === 0,
    packages: ['python3'],
    sentence:
      'Python 3 is needed to try the code samples: install it (Debian and Ubuntu: apt-get install python3; macOS: brew install python; Windows: winget install Python.Python.3.13).',
  },
};

function run(command, args) {
  return spawnSync(command, args, {
    encoding: 'utf8',
    env: Object.assign({}, process.env, { DEBIAN_FRONTEND: 'noninteractive' }),
  });
}

/** The major version of the `java` on PATH; 0 if there is none. */
function javaVersion() {
  const told = /version "(\d+)/.exec(run('java', ['-version']).stderr || '');
  return told ? Number(told[1]) : 0;
}

/** Whether the script may install packages without asking: only on Debian and its derivatives, as root. */
const mayInstall = () =>
  process.platform === 'linux' &&
  typeof process.getuid === 'function' &&
  process.getuid() === 0 &&
  existsSync('/usr/bin/apt-get');

const isOffered = (name) => /Candidate: (?!\(none\))/.test(run('apt-cache', ['policy', name]).stdout || '');

/** Installs the first available package of each list; returns the error, or undefined. */
function install(names) {
  const updated = run('apt-get', ['update', '-qq']);
  if (updated.status !== 0) return `apt-get update failed: ${lastLine(updated.stderr)}`;
  const packages = names.map((name) => needs[name].packages.find(isOffered));
  const missing = names.filter((_, index) => !packages[index]);
  if (missing.length > 0) return `apt-get has no package for ${missing.join(' and ')}`;
  const installed = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends'].concat(packages));
  return installed.status === 0 ? undefined : `apt-get install failed: ${lastLine(installed.stderr)}`;
}

const lastLine = (text) => (text || '').trim().split('\n').pop();

function main(wanted) {
  const unknown = wanted.filter((name) => !needs[name]);
  if (unknown.length > 0)
    throw new Error(`setup knows ${Object.keys(needs).join(' and ')}, not ${unknown.join(', ')}.`);
  if (Number(process.versions.node.split('.')[0]) < 24)
    throw new Error(
      `Node 24 or newer is needed, and this is ${process.versions.node}: run \`npm ci\`, which brings it for npm's scripts, or install it from nodejs.org.`,
    );
  const missing = wanted.filter((name) => !needs[name].isThere());
  if (missing.length === 0) return;
  if (!mayInstall()) throw new Error(missing.map((name) => needs[name].sentence).join('\n'));
  console.log(`Installing ${missing.join(' and ')} with apt-get, once…`);
  const problem = install(missing);
  const still = missing.filter((name) => !needs[name].isThere());
  if (still.length > 0)
    throw new Error(
      still
        .map((name) => needs[name].sentence)
        .concat(problem || [])
        .join('\n'),
    );
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
