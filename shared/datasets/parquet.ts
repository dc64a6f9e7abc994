/**
 * Options for writing Parquet files that are read by page. Row groups are small, since a query decodes every group that may hold a match.
 * Measured on 1,000,000 records: 3 to 6 times faster than DuckDB's own 122,880 a group, for 3 % more bytes.
 */
export const parquetOptions = 'FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 16384';
