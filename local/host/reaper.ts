import { spawn } from 'node:child_process';

/** Ends process groups if the host was killed and cannot do so itself. */
export type Reaper = {
  watch(groupId: number): void;
  forget(groupId: number): void;
  stop(): void;
};

/** Reads `+ ID` and `- ID`. When its input ends, it kills every remaining group, even a stopped one. */
const script = `
groups=" "
while read -r sign id; do
  if [ "$sign" = + ]; then groups="$groups$id "; else groups="\${groups%% $id *} \${groups#* $id }"; fi
done
for id in $groups; do kill -s KILL -- "-$id" 2>/dev/null; done
`;

/** Starts the watcher: a shell in its own session, connected to this process by a pipe. Does nothing on Windows. */
export function startReaper(): Reaper {
  if (process.platform === 'win32') return { watch() {}, forget() {}, stop() {} };
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  shell.unref();
  shell.stdin.on('error', () => {});
  const tell = (sign: '+' | '-') => (groupId: number) => void shell.stdin.write(`${sign} ${groupId}\n`);
  return { watch: tell('+'), forget: tell('-'), stop: () => void shell.stdin.end() };
}
