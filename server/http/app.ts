import compression from 'compression';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { adminRoutes } from './admin/index.ts';
import { attachmentRoutes } from './attachments.ts';
import { caseFileDownloadRoutes } from './case-file-downloads.ts';
import { caseFileRoutes } from './case-files.ts';
import { complaintRoutes } from './complaints.ts';
import { contractRequestRoutes } from './contract-requests.ts';
import { checkCsrf } from './csrf.ts';
import type { HttpDeps } from './deps.ts';
import { deskRoutes } from './desk/index.ts';
import { disputeRoutes } from './disputes.ts';
import { documentRoutes } from './documents.ts';
import { errorHandler, notFound } from './errors.ts';
import { escalationRoutes } from './escalations.ts';
import { FORM_BYTES } from './form-size.ts';
import { healthRoutes } from './health.ts';
import { homeRoutes } from './home.ts';
import { inlineImageRoutes } from './inline-images.ts';
import { invoiceRoutes } from './invoices.ts';
import { linkRoutes } from './links.ts';
import { mailChoiceRoutes, oneClickRoutes } from './mail-choices.ts';
import { maintenanceRoutes } from './maintenance.ts';
import { messageRoutes } from './messages.ts';
import { noticeRoutes } from './notices.ts';
import { PageError } from './page-error.ts';
import { createPassport, type SessionUser } from './passport.ts';
import { passwordRoutes } from './passwords.ts';
import { portalClockRoutes } from './portal-clocks.ts';
import { portalDiagnosisRoutes } from './portal-diagnosis.ts';
import { preferenceRoutes } from './preferences.ts';
import { createRateLimits } from './rate-limits.ts';
import { redactionRoutes } from './redactions.ts';
import { registrationRoutes } from './registrations.ts';
import { securityHeaders } from './security-headers.ts';
import { createSession } from './session.ts';
import { sessionRoutes } from './sessions.ts';
import { tariffRoutes } from './tariffs.ts';
import { ticketRoutes } from './tickets.ts';
import { readForms } from './uploads.ts';
import { portalVaultRoutes } from './vault.ts';

export type App = {
  app: Express;
  /** Reads a session from any request that carries its cookie: a socket's handshake as well. */
  session: RequestHandler;
  /** The user of such a session, as it stands now; null once signed out, disabled or outlived. */
  sessionUser: SessionUser;
  close(): void;
};

/**
 * The pages. Every request that changes something passes the token's check, whatever its route;
 * every route is written with its whole path.
 */
export function createApp(deps: HttpDeps): App {
  const session = createSession(deps);
  const passport = createPassport(deps);
  const limits = createRateLimits(deps.database);

  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.trustedProxies);
  app.use(securityHeaders(deps.publicUrl), readableAddress, deps.assets.handle, healthRoutes(deps));
  app.use(compression({ filter: isPage }), neverStored, inlineImageRoutes(deps));
  app.use(oneClickRoutes(deps));
  app.use(session.handle, passport.readUser);
  app.use(express.urlencoded({ extended: false, limit: FORM_BYTES }), readForms(), checkCsrf);
  app.use(
    homeRoutes(deps),
    sessionRoutes(deps, passport, limits),
    registrationRoutes(deps, limits),
    noticeRoutes(deps, limits),
    contractRequestRoutes(deps, limits),
    // before the links, one of which would take `forgotten` for a token
    passwordRoutes(deps, limits),
    linkRoutes(deps),
    mailChoiceRoutes(deps),
    preferenceRoutes(deps),
    ticketRoutes(deps),
    tariffRoutes(deps),
    portalClockRoutes(deps),
    maintenanceRoutes(deps),
    invoiceRoutes(deps),
    disputeRoutes(deps),
    complaintRoutes(deps),
    escalationRoutes(deps),
    messageRoutes(deps),
    redactionRoutes(deps),
    portalVaultRoutes(deps),
    attachmentRoutes(deps),
    documentRoutes(deps),
    caseFileRoutes(deps),
    caseFileDownloadRoutes(deps),
    portalDiagnosisRoutes(deps),
    deskRoutes(deps),
    adminRoutes(deps),
  );
  app.use(notFound, errorHandler(deps));
  return { app, session: session.handle, sessionUser: passport.sessionUser, close: session.close };
}

/** PostgreSQL refuses NUL in a text, and no address of ours has one. */
const readableAddress: RequestHandler = (request, _response, next) => {
  if (request.originalUrl.includes('%00')) throw new PageError(404);
  next();
};

/** Files keep the size that they announce; the product's own are compressed when it starts. */
function isPage(_request: Request, response: Response): boolean {
  return /^(text\/|application\/json)/.test(String(response.getHeader('Content-Type')));
}

/** Pages hold what is private: nobody keeps a copy, not even the browser. */
const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
