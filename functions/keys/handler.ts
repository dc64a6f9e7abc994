import { httpFunction } from '../../shared/http/stacks.ts';
import { changeApp, createApp, listApps, removeApp } from './apps.ts';
import type { KeysDeps } from './deps.ts';
import { keyRoutes } from './key-routes.ts';
import { readLicenceDifferences, readLicenceTerms, readLicenceText } from './licence-documents.ts';
import { acceptLicence, listLicences } from './licences.ts';
import { readRslDocument } from './license-xml.ts';
import { keysRoutes } from './routes.ts';
import { addSigningKey, listSigningKeys, removeSigningKey, ruleOnSigning } from './signing-keys.ts';
import { statementRoutes } from './statement-routes.ts';
import { readUsage } from './usage.ts';
import { declareUseCase, listUseCases } from './use-cases.ts';

/** Keys and the apps that they belong to, the licences that stand before them, and what they were used for. */
export const keys = (deps: KeysDeps) =>
  httpFunction(deps, keysRoutes, {
    'GET /v1/licences': listLicences(deps),
    'POST /v1/licences': acceptLicence(deps),
    'GET /licences/{id}/{version}': readLicenceText(deps),
    'GET /licences/{id}/{version}/terms': readLicenceTerms(deps),
    'GET /licences/{id}/{version}/differences': readLicenceDifferences(deps),
    'GET /license.xml': readRslDocument(deps),
    ...keyRoutes(deps),
    'GET /v1/signing-keys': listSigningKeys(deps),
    'POST /v1/signing-keys': addSigningKey(deps),
    'DELETE /v1/signing-keys/{thumbprint}': removeSigningKey(deps),
    'PUT /v1/signing-keys/rule': ruleOnSigning(deps),
    'GET /v1/apps': listApps(deps),
    'POST /v1/apps': createApp(deps),
    'PATCH /v1/apps/{id}': changeApp(deps),
    'DELETE /v1/apps/{id}': removeApp(deps),
    'GET /v1/use-cases': listUseCases(deps),
    'POST /v1/use-cases': declareUseCase(deps),
    'GET /v1/usage': readUsage(deps),
    ...statementRoutes(deps),
  });
