import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { insertAttachments } from '../../server/store/attachments.ts';
import { findTicket } from '../../server/store/tickets.ts';
import type { Site } from './site.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export type Seen = {
  number: string;
  ticketId: number;
  /** The customer's own message, which came by mail with its HTML. */
  messageId: number;
  pdfId: number;
  logoId: number;
  svgId: number;
  noteId: number;
  /** A file that came with a note. */
  secretId: number;
};

/** A ticket with all that can be looked at: a mail's HTML, its picture, files, and a note. */
export async function ticketOf(site: Site, contact: UserActor, subject: string): Promise<Seen> {
  const file = (name: string, contentType: string, text: string) => ({
    name,
    contentType,
    bytes: Buffer.from(text),
  });
  const { number } = done(
    await site.run(openTicket, contact, {
      kind: 'incident',
      subject,
      body: 'Le site affiche « Erreur 500 ».',
      files: [
        file('relevé été.pdf', 'application/pdf', '%PDF-1.7 relevé'),
        file('../../x.svg', 'image/svg+xml', '<svg onload="alert(1)"/>'),
      ],
    }),
  );
  const ticket = await findTicket(site.knex, number);
  if (!ticket) throw new Error('the ticket was not opened');
  const messageId = (await site.knex('messages').where({ ticket_id: ticket.id }).first('id')).id;
  await site.knex('messages').where({ id: messageId }).update({
    html: '<p>Bonjour</p><img src="cid:logo@boulangerie-moule.example"><img data-remote-src="https://pixel.example/t.gif">',
  });
  const { messageId: noteId } = done(
    await site.run(addNote, site.cast.karim, {
      number,
      body: 'Client à rappeler, mauvais payeur.',
    }),
  );
  const add = (message: number, name: string, contentType: string, contentId: string | null) =>
    insertAttachments(site.knex, { ticketId: ticket.id, messageId: message }, [
      { name, contentType, contentId, inline: true, bytes: PIXEL, digest: Buffer.alloc(32) },
    ]);
  await add(messageId, 'logo.png', 'image/png', 'logo@boulangerie-moule.example');
  await add(noteId, 'capture.png', 'image/png', null);
  const files: { id: number; name: string }[] = await site
    .knex('attachments')
    .where({ ticket_id: ticket.id })
    .orderBy('id');
  const [pdf, svg, logo, secret] = files;
  if (!pdf || !svg || !logo || !secret) throw new Error('a file is missing');
  const ids = { pdfId: pdf.id, svgId: svg.id, logoId: logo.id, secretId: secret.id };
  return { number, ticketId: ticket.id, messageId, noteId, ...ids };
}
