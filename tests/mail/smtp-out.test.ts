import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransmitter, type Transmitter } from '../../mail-gateway/smtp-out.ts';
import { concludeDiagnosis } from '../../server/commands/conclude-diagnosis.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import type { Config } from '../../server/config.ts';
import { field } from '../../server/domain/mail/incoming-mail.ts';
import { createLog } from '../../server/log.ts';
import { mailChoicesUrl } from '../../server/security/mail-choices-link.ts';
import { listDocumentsOfMails, readDocument } from '../../server/store/documents.ts';
import { listEvents } from '../../server/store/events.ts';
import { listDueOutboundEmails } from '../../server/store/outbound-emails.ts';
import { sendingBy } from '../support/sending-room.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { createWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;

describe('mail goes out', () => {
  let world: World;
  let sink: SmtpSink;
  let open: Transmitter[] = [];
  beforeAll(async () => {
    world = await createWorld();
    sink = await startSmtpSink();
  });
  afterEach(() => {
    for (const transmitter of open) transmitter.close();
    open = [];
  });
  afterAll(async () => {
    await sink.close();
    await world.drop();
  });

  const transmitter = (settings: Partial<Config> = {}) => {
    const made = createTransmitter({
      run: world.run,
      database: world.knex,
      config: { ...sendingBy(sink.url, world.house), ...settings },
      clock: () => world.clock.now,
      log: createLog('silent'),
    });
    open.push(made);
    return made;
  };
  const passMinutes = (minutes: number) => {
    world.clock.now = new Date(world.clock.now.getTime() + minutes * MINUTE);
  };
  const newTicket = async (subject: string) => {
    const opened = await world.run(openTicket, world.cast.jean, {
      kind: 'incident',
      subject,
      body: 'Rien ne va plus.',
      files: [],
    });
    if (!opened.ok) throw new Error(opened.reason);
    return { number: opened.value.number, acknowledgement: lastQueued() };
  };
  const lastQueued = () => world.published.at(-1)?.outboundEmailIds[0] ?? Number.NaN;
  const row = (id: number) => world.knex('outbound_emails').where({ id }).first();
  const due = () => listDueOutboundEmails(world.knex, world.clock.now, 100);
  const lastMail = () => {
    const last = sink.received.at(-1);
    if (!last) throw new Error('nothing was received');
    return last;
  };

  test('the acknowledgement says what it is, to people and to machines', async () => {
    const { number, acknowledgement } = await newTicket('Site hors ligne');
    await transmitter().transmit(acknowledgement);
    const { from, to, mail } = lastMail();
    expect({ from, to }).toEqual({
      from: 'support@alize.example',
      to: ['jean@boulangerie-moule.example'],
    });
    const sent = await row(acknowledgement);
    expect(mail).toMatchObject({
      from: { name: 'Alizé Hébergement', address: 'support@alize.example' },
      to: [{ name: 'Jean Moreau', address: 'jean@boulangerie-moule.example' }],
      replyTo: [{ name: 'Alizé Hébergement', address: sent.reply_to }],
      subject: `Votre demande ${number} est enregistrée`,
      messageId: sent.rfc_message_id,
      date: new Date('2026-03-02T08:00:00.000Z'),
      contentType: 'multipart/alternative',
    });
    expect(mail.text).toContain(number);
    expect(mail.html).toContain(number);
    const header = (name: string) => field(mail.headers, name);
    expect(header('auto-submitted')).toBe('auto-replied');
    expect(header('x-auto-response-suppress')).toBe('All');
    const choices = mailChoicesUrl(world.house, world.cast.jean.id);
    expect(header('list-unsubscribe')).toBe(`<${choices}>`);
    expect(header('list-unsubscribe-post')).toBeNull();
    expect(header('x-guichet')).toBe('alize.example');
    expect(header('content-language')).toBe('fr');
    expect(header('x-mailer')).toBeNull();
    expect(sent).toMatchObject({ status: 'sent', attempts: 1, next_attempt_at: null });
  });

  test("Karim's reply continues the thread, with its file, and is no automatic mail", async () => {
    const { number, acknowledgement } = await newTicket('Certificat');
    const replied = await world.run(replyToTicket, world.cast.karim, {
      number,
      body: 'Bonjour Jean,\nle certificat est renouvelé.',
      files: [
        { name: 'preuve « TLS ».txt', contentType: 'text/plain', bytes: Buffer.from('ok\n') },
        {
          name: 'journal.bin',
          contentType: 'x\r\nBcc: tiare@agence-lagon.example',
          bytes: Buffer.alloc(700_000, 7),
        },
      ],
      statusAfter: null,
    });
    expect(replied.ok).toBe(true);
    await transmitter().transmit(lastQueued());
    const { mail, to, raw } = lastMail();
    const { rfc_message_id: first } = await row(acknowledgement);
    expect(to).toEqual(['jean@boulangerie-moule.example']);
    expect(raw.toString('latin1')).not.toMatch(/^Bcc:/m);
    expect(mail).toMatchObject({ inReplyTo: [first], references: [first] });
    expect(field(mail.headers, 'auto-submitted')).toBeNull();
    expect(field(mail.headers, 'list-unsubscribe')).toBeNull();
    expect(mail.attachments).toMatchObject([
      { name: 'preuve « TLS ».txt', type: 'text/plain', size: 3, inline: false },
      { name: 'journal.bin', type: 'application/octet-stream', size: 700_000 },
    ]);
    expect(mail.attachments[1]?.content.every((byte) => byte === 7)).toBe(true);
  });

  test('turned away for now, it waits a minute and goes with the same Message-ID', async () => {
    const { acknowledgement } = await newTicket('Patience');
    const before = sink.received.length;
    sink.answers.push(451);
    const out = transmitter();
    await out.transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'queued', attempts: 1 });
    expect((await row(acknowledgement)).last_error).toMatch(/^451 /);
    await out.transmit(acknowledgement);
    expect(sink.received).toHaveLength(before);
    expect(await due()).not.toContain(acknowledgement);
    passMinutes(1);
    expect(await due()).toContain(acknowledgement);
    await out.transmit(acknowledgement);
    const sent = await row(acknowledgement);
    expect(sent).toMatchObject({ status: 'sent', attempts: 2, last_error: null });
    expect(lastMail().mail.messageId).toBe(sent.rfc_message_id);
  });

  test('an answer that got lost means the same mail twice, under one Message-ID', async () => {
    const { acknowledgement } = await newTicket('Réponse perdue');
    const before = sink.received.length;
    sink.answers.push('hang up');
    const out = transmitter();
    await out.transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'queued' });
    passMinutes(1);
    await out.transmit(acknowledgement);
    const ids = sink.received.slice(before).map(({ mail }) => mail.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('refused for good, it stands on the ticket at once', async () => {
    const { acknowledgement } = await newTicket('Adresse morte');
    sink.answers.push(550);
    await transmitter().transmit(acknowledgement);
    const failed = await row(acknowledgement);
    expect(failed).toMatchObject({ status: 'failed', attempts: 1 });
    expect(failed.last_error).toMatch(/^550 /);
    const events = await listEvents(world.knex, failed.ticket_id);
    expect(events.at(-1)).toMatchObject({
      type: 'mail_delivery_failed',
      data: { outbound_email: acknowledgement, attempts: 1 },
    });
  });

  test('a server that is not there, or a wrong password, is not the fault of the mail', async () => {
    const { acknowledgement } = await newTicket('Serveur absent');
    const guarded = await startSmtpSink({ password: 'the right one' });
    const wrong = guarded.url.replace('//', '//guichet:the%20wrong%20one@');
    await transmitter({ smtpUrl: wrong }).transmit(acknowledgement);
    const refused = await row(acknowledgement);
    expect(refused).toMatchObject({ status: 'queued' });
    expect(refused.last_error).toMatch(/^535 /);
    expect(refused.last_error).not.toContain('wrong one');
    await guarded.close();
    passMinutes(1);
    await transmitter({ smtpUrl: guarded.url }).transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'queued', attempts: 2 });
    expect((await row(acknowledgement)).last_error).toMatch(/^ESOCKET|^ECONN/);
  });

  test('a report leaves with its letter, as the very bytes that were kept', async () => {
    const { number } = await newTicket('Domaine expiré');
    const verdict = { number, outcome: 'refused', reasons: 'Contenu interdit.' };
    const concluded = await world.run(concludeDiagnosis, world.cast.karim, verdict);
    if (!concluded.ok) throw new Error(concluded.reason);
    const letter = lastQueued();
    await transmitter().transmit(letter);
    const { mail } = lastMail();
    expect(mail.subject).toBe(`Diagnostic de Domaine expiré [${number}]`);
    const [document] = await listDocumentsOfMails(world.knex, [letter]);
    expect(mail.attachments).toMatchObject([{ name: `${number}-D1.pdf` }]);
    const kept = await readDocument(world.knex, document?.id ?? 0);
    expect(Buffer.compare(mail.attachments[0]?.content as Buffer, kept as Buffer)).toBe(0);
  });

  test('two workers at once: one sends', async () => {
    const { acknowledgement } = await newTicket('Deux à la fois');
    const before = sink.received.length;
    const [one, other] = [transmitter(), transmitter()];
    await Promise.all([one.transmit(acknowledgement), other.transmit(acknowledgement)]);
    expect(sink.received).toHaveLength(before + 1);
    expect(await row(acknowledgement)).toMatchObject({ status: 'sent', attempts: 1 });
  });

  test('a worker that died holding a mail is replaced after five minutes', async () => {
    const { acknowledgement } = await newTicket('Relève');
    await world
      .knex('outbound_emails')
      .where({ id: acknowledgement })
      .update({ attempts: 1, next_attempt_at: new Date(world.clock.now.getTime() + 5 * MINUTE) });
    await transmitter().transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'queued' });
    passMinutes(5);
    await transmitter().transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'sent', attempts: 2 });
  });

  test('without a server mails are captured, except in production, where they wait', async () => {
    const { acknowledgement } = await newTicket('Sans serveur');
    const before = sink.received.length;
    await transmitter({ smtpUrl: null, environment: 'production' }).transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'queued', attempts: 0 });
    await transmitter({ smtpUrl: null }).transmit(acknowledgement);
    expect(await row(acknowledgement)).toMatchObject({ status: 'captured' });
    expect(sink.received).toHaveLength(before);
  });
});
