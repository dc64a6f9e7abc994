/**
 * How Parquet files are written that are read by page: in small row groups, since a query decodes whole ones of those that can hold
 * what it asks for. Measured on 1,000,000 records: 3 to 6 times faster than DuckDB's own 122,880 a group, for 3 % more bytes.
 */
export const parquetOptions = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384';
