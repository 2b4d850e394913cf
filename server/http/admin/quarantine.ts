import { type Request, type Response, Router } from 'express';
import { releaseAllQuarantined, releaseQuarantine } from '../../commands/release-quarantine.ts';
import { knownDoubts } from '../../domain/mail/sender-doubts.ts';
import { shownAddress } from '../../domain/mail/shown-sender.ts';
import { accountMailboxName } from '../../domain/mail-account/mail-account.ts';
import { may } from '../../domain/user/permission.ts';
import { quarantineReason } from '../../presenters/quarantine-reason.ts';
import { readableText } from '../../presenters/raw-text.ts';
import {
  findInboundEmail,
  type InboundEmail,
  listQuarantine,
  readRawBeginnings,
} from '../../store/inbound-emails.ts';
import { listMailAccounts } from '../../store/mail-accounts.ts';
import type { QuarantinePage, QuarantineRow } from '../../views/models/quarantine.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { senderIn } from './sender-in.ts';
import { subjectIn } from './subject-in.ts';

const PAGE = 25;
/** What of a message is read in the page; all of it can be downloaded. */
const SHOWN_BYTES = 64 * 1024;

/** Mails that could not be read: kept whole, never in the way of the next (I6). */
export function quarantineRoutes(deps: HttpDeps): Router {
  const router = Router();
  const readers = allowed('see_quarantine');
  router.get('/admin/quarantine', readers, (request, response) => show(deps, request, response));

  router.get('/admin/quarantine/:id', readers, (request, response) =>
    showOne(deps, request, response),
  );

  router.get('/admin/quarantine/:id/raw', readers, async (request, response) => {
    const id = numberOf(request.params.id);
    const email = id === null ? null : await findInboundEmail(deps.database, id);
    if (email?.outcome !== 'quarantined') throw new PageError(404);
    response.set({
      'Content-Type': 'message/rfc822',
      'Content-Disposition': contentDisposition(`mail-${email.id}.eml`),
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    response.send(Buffer.from(email.raw));
  });

  router.post(
    '/admin/quarantine/retry',
    allowed('release_quarantine'),
    async (request, response) => {
      const reason = typeof request.body.reason === 'string' ? request.body.reason : '';
      const outcome = await deps.run(releaseAllQuarantined, signedInUser(request), { reason });
      if (!outcome.ok) throwIfDenied(outcome);
      const count = outcome.ok ? outcome.value.released : 0;
      sayNext(request, 'flash.mails_requeued', { tone: 'info', params: { count } });
      response.redirect(303, '/admin/quarantine');
    },
  );

  router.post(
    '/admin/quarantine/:id/retry',
    allowed('release_quarantine'),
    async (request, response) => {
      const id = numberOf(request.params.id) ?? 0;
      const outcome = await deps.run(releaseQuarantine, signedInUser(request), { id });
      if (!outcome.ok) throwIfDenied(outcome);
      sayNext(request, 'flash.mail_requeued', { tone: 'info' });
      response.redirect(303, '/admin/quarantine');
    },
  );
  return router;
}

async function show(deps: HttpDeps, request: Request, response: Response) {
  const before = numberOf(request.query.before);
  const upTo = before === null ? {} : { before };
  const found = await listQuarantine(deps.database, { limit: PAGE + 1, ...upTo });
  const emails = found.slice(0, PAGE);
  const ids = emails.map(({ id }) => id);
  const [heads, addresses] = await Promise.all([
    readRawBeginnings(deps.database, ids),
    accountAddresses(deps),
  ]);
  await deskPage(deps, request, response, { section: 'quarantine' }, 'quarantine/index', {
    rows: emails.map((email) => row(email, heads.get(email.id) ?? Buffer.alloc(0), addresses)),
    pager: {
      older: found.length > PAGE ? `/admin/quarantine?before=${emails.at(-1)?.id}` : null,
      newest: before === null ? null : '/admin/quarantine',
    },
    canRetry: may(signedInUser(request), 'release_quarantine'),
    codes: decisiveCodes(emails),
  });
}

/** One message, to be read as it came. */
async function showOne(deps: HttpDeps, request: Request, response: Response) {
  const id = numberOf(request.params.id);
  const email = id === null ? null : await findInboundEmail(deps.database, id);
  if (email?.outcome !== 'quarantined') throw new PageError(404);
  const shown = email.raw.subarray(0, SHOWN_BYTES);
  await deskPage(deps, request, response, { section: 'quarantine' }, 'quarantine/show', {
    row: row(email, Buffer.from(shown), await accountAddresses(deps)),
    text: readableText(shown),
    cut: email.raw.byteLength > SHOWN_BYTES,
    canRetry: may(signedInUser(request), 'release_quarantine'),
  });
}

/** The codes that were decisive for more than one of these. */
function decisiveCodes(emails: readonly InboundEmail[]): QuarantinePage['codes'] {
  const codes = emails.map(({ reasons }) => reasons.at(-1) ?? '');
  const several = [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))];
  return several.map((code) => ({ code, reason: quarantineReason([code]) }));
}

/** The addresses of our accounts, by the name of the mailbox that each is read in. */
async function accountAddresses({ database }: HttpDeps): Promise<Map<string, string>> {
  const accounts = await listMailAccounts(database);
  return new Map(accounts.map((account) => [accountMailboxName(account), account.address]));
}

function row(
  email: InboundEmail,
  head: Buffer,
  addresses: ReadonlyMap<string, string>,
): QuarantineRow {
  return {
    id: String(email.id),
    receivedAt: email.receivedAt,
    mailbox: email.route === 'imap' ? (addresses.get(email.mailbox) ?? email.mailbox) : null,
    from: senderOf(email, head),
    subject: subjectIn(head),
    size: email.size,
    reason: quarantineReason(email.reasons),
    // that it is forged is its reason
    doubts: knownDoubts(email.doubts).filter((doubt) => doubt !== 'forged'),
    detail: email.reasons.join(', ') || null,
    url: `/admin/quarantine/${email.id}`,
    rawUrl: `/admin/quarantine/${email.id}/raw`,
  };
}

/** Whom it says it is from, and who handed it in where that is somebody else. */
function senderOf({ envelopeFrom }: InboundEmail, head: Buffer): string | null {
  const said = senderIn(head);
  const envelope = shownAddress(envelopeFrom);
  if (said === null || envelope === '' || said.includes(envelope))
    return said ?? (envelope || null);
  return `${said} (${envelope})`;
}
