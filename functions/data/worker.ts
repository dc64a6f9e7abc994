import { serveQueries } from '../../shared/datasets/duckdb-worker.ts';

serveQueries(process, Number(process.argv[2]));
