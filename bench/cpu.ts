/** Mean processor time of a call in µs, over `calls` calls one after the other. */
export async function cpuOfBatch(call: () => unknown, calls: number): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** Processor time of one call in µs: the median over `batches` of `calls` each, after a first batch that does not count. */
export async function cpuMicros(call: () => unknown, { batches = 41, calls = 500 } = {}): Promise<number> {
  const times: number[] = [];
  for (let batch = 0; batch <= batches; batch++) {
    const time = await cpuOfBatch(call, calls);
    if (batch > 0) times.push(time);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

/** Like `cpuMicros` for synchronous calls, without the time that a promise costs. */
export function cpuMicrosAtOnce(call: () => unknown, { batches = 41, calls = 20_000 } = {}): number {
  const times: number[] = [];
  for (let batch = 0; batch <= batches; batch++) {
    const before = process.cpuUsage();
    for (let i = 0; i < calls; i++) call();
    const { user, system } = process.cpuUsage(before);
    if (batch > 0) times.push((user + system) / calls);
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}
