/** A new process that imports a function and calls it once, as Lambda does at a cold start. It reports the time to its parent. */
const [bundle, event] = process.argv.slice(2);
const context = { awsRequestId: 'request-1', functionName: 'gateway', getRemainingTimeInMillis: () => 10_000 };
const times = [[performance.now(), process.cpuUsage()]];
const note = () => times.push([performance.now(), process.cpuUsage()]);
const { handler } = await import(bundle);
note();
const { statusCode } = await handler(JSON.parse(event), context);
note();
const since = ([at, cpu], [earlierAt, earlierCpu]) => ({
  ms: at - earlierAt,
  cpuMs: (cpu.user + cpu.system - earlierCpu.user - earlierCpu.system) / 1000,
});
const [start, imported, answered] = times;
process.send({ statusCode, imported: since(imported, start), answered: since(answered, imported) }, () =>
  process.exit(),
);
