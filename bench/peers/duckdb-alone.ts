/** DuckDB alone, in a process like the engine's, with one file as the view `records`. It answers each query with its time in ms, without IPC. */
import { DuckDBInstance } from '@duckdb/node-api';

const [, , file = '', cached] = process.argv;
const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: '256MB', temp_directory: '' });
const connection = await instance.connect();
if (cached) await connection.run('SET parquet_metadata_cache = true');
await connection.run(`CREATE VIEW records AS SELECT * FROM read_parquet('${file}')`);

process.on('message', async ({ text, params }: { text: string; params: (string | number | boolean)[] }) => {
  const began = performance.now();
  const statement = await connection.prepare(text);
  statement.bind(params);
  const rows = (await statement.runAndReadAll()).getRows();
  statement.destroySync();
  process.send?.({ ms: performance.now() - began, rows: rows.length });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
