import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { leavesOver } from '../../shared/storage/evidence/leaves.ts';
import { refusalsOver } from '../../shared/storage/evidence/refusals.ts';
import { timelineOver } from '../../shared/storage/timeline/timeline.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import catalog from '../../tollgate.config.ts';
import { trailPages } from './handler.ts';

const { EVIDENCE_BUCKET, OPERATOR_SIGN_IN } = readEnv(['EVIDENCE_BUCKET', 'OPERATOR_SIGN_IN']);
const table = connectTable();
/** A stand-in for S3 knows no bucket host names. */
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
/** Lambda entry point of the trail's pages. */
export const handler = trailPages({
  ...httpBasics('trail-pages'),
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  ...connectSessions(table, catalog.operators),
  refusals: refusalsOver(table, randomUUID),
  timeline: timelineOver(table),
  leaves: leavesOver(table),
  evidenceObjects: s3EvidenceObjects(s3, EVIDENCE_BUCKET),
  trail: trailOver(table, { waiting: true, names: true }),
});
