/** Lets in whoever says over a connection who they are, and has what flows there end with their token and roles. */
import type { FastifyRequest } from 'fastify';
import type { Introduced } from '../platform/graphql/subscription-server.js';
import { scopeOfDocument } from './document-guard.js';
import { findCaller, type Gatekeepers } from './request-guard.js';
import type { StreamPermits } from './stream-permits.service.js';

/** @param application its services, which are there by the time that somebody comes */
export function introducer(application: Gatekeepers & { permits: () => StreamPermits }) {
  return async (authorization: string | undefined, { ip, id }: FastifyRequest): Promise<Introduced> => {
    const { subject } = await findCaller(application, { authorization, ip, id });
    return {
      client: subject,
      permitFor: (schema, document) =>
        application.permits().issue(authorization, id, (caller) => scopeOfDocument(caller, schema, document)),
    };
  };
}
