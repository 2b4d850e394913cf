import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { beginCaseFile, keepCaseFilePart } from '../../server/commands/make-case-file.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { redactMessage } from '../../server/commands/redact-message.ts';
import { requestCaseFile } from '../../server/commands/request-case-file.ts';
import { makeCaseFile } from '../../server/jobs/handlers/make-case-file.ts';
import { sweepCaseFiles } from '../../server/jobs/handlers/sweep-case-files.ts';
import { findCaseFile } from '../../server/store/case-files.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { bytesOf, caseFileOf, makerOf } from '../support/case-file.ts';
import { checkCaseFile, textsOf } from '../support/check-case-file.ts';
import { describeWith } from '../support/describe-with.ts';
import { POPPLER } from '../support/parts.ts';
import { textOf } from '../support/read-pdf.ts';
import { createWorld, type World } from '../support/world.ts';

const NOTE = 'Vérifié avec la comptabilité : double prélèvement confirmé.';
const PHOTO = Buffer.from('\x89PNG a picture of a bank statement');
const SWEEP = { kind: 'system', name: 'sweep' } as const;

let world: World;
let number: string;
let ticketId: number;

beforeAll(async () => {
  world = await createWorld();
  number = await complaint();
  ticketId = (await findTicket(world.knex, number))?.id ?? 0;
});
afterAll(() => world.drop());

const at = (instant: string) => {
  world.clock.now = new Date(instant);
};

/** Marie's complaint of 3 March, answered a week later by Inès, escalated the day after. */
async function complaint(): Promise<string> {
  const { run, cast, knex } = world;
  at('2026-03-03T09:00:00Z');
  const lodged = done(
    await run(lodgeComplaint, cast.marie, {
      subject: 'Facturée deux fois',
      body: 'La facture de février a été prélevée deux fois.',
      wanted: 'Le remboursement du second prélèvement.',
      tickets: [],
      invoices: [],
      files: [{ name: 'relevé de compte.png', contentType: 'image/png', bytes: PHOTO }],
    }),
  );
  done(await run(addNote, cast.ines, { number: lodged.number, body: NOTE }));
  at('2026-03-10T14:30:00Z');
  done(
    await run(answerComplaint, cast.ines, {
      number: lodged.number,
      outcome: 'rejected',
      reasons: 'Les deux prélèvements règlent deux factures différentes.',
      redress: { kind: 'none', cents: null },
    }),
  );
  const mail = await knex('outbound_emails').where({ letter: 'complaint_answer' }).first('id');
  const result = { accepted: true, captured: false } as const;
  at('2026-03-10T14:31:00Z');
  done(await run(recordDelivery, { kind: 'system', name: 'delivery' }, { id: mail.id, result }));
  at('2026-03-11T08:00:00Z');
  done(
    await run(escalateComplaint, cast.marie, {
      number: lodged.number,
      body: 'Je n’ai qu’une facture.',
      files: [],
    }),
  );
  return lodged.number;
}

const mine = () => caseFileOf(world, world.cast.marie, { number });

test('its archive verifies by itself, from the first event to the head, without the notes', async () => {
  const made = await mine();
  expect(made).toMatchObject({ state: 'done', progress: 100, audience: 'mediator', error: null });
  const zip = await bytesOf(world, made.id, 'zip');
  expect(zip.byteLength).toBe(made.zip?.size);
  const { faults, history } = checkCaseFile(zip);
  expect(faults).toEqual([]);
  expect(history.reference).toBe(`${number}-E${made.upTo}-M`);
  expect(history.files.map(({ path }) => path)).toEqual([
    `${number}-E${made.upTo}-M.pdf`,
    'exhibits/001-relevé de compte.png',
    `exhibits/002-${number}-R1.pdf`,
  ]);
  const events = await listEvents(world.knex, ticketId);
  const note = events.find(({ type }) => type === 'note_added');
  expect(history.events[(note?.seq ?? 0) - 1]).toEqual({
    seq: note?.seq,
    prev_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    withheld: true,
  });
  const texts = Object.values(textsOf(zip)).join();
  expect(texts).not.toContain('comptabilité');
  expect(texts).not.toContain('note_added');
  expect(texts).toContain('Je n’ai qu’une facture.');
});

test('one altered letter anywhere is found by whoever checks the archive', async () => {
  const zip = await bytesOf(world, (await mine()).id, 'zip');
  const files = textsOf(zip);
  const { zipSync, strToU8, unzipSync } = await import('fflate');
  const other = {
    ...unzipSync(zip),
    'history.json': strToU8(files['history.json']?.replace('deux fois', 'deux Fois') ?? ''),
  };
  expect(checkCaseFile(zipSync(other)).faults).toEqual(['message 1 says something else']);
});

test('staff’s copy tells everything, its notes too', async () => {
  const made = await caseFileOf(world, world.cast.ines, { number, audience: 'staff' });
  const zip = await bytesOf(world, made.id, 'zip');
  const { faults, history } = checkCaseFile(zip);
  expect(faults).toEqual([]);
  expect(history.events.filter(({ withheld }) => withheld)).toEqual([]);
  expect(textsOf(zip)['history.json']).toContain(NOTE);
});

test('the same event gives the same bytes: made again, later, and after more happened', async () => {
  const { knex, run, cast } = world;
  const first = await mine();
  const before = [await bytesOf(world, first.id, 'pdf'), await bytesOf(world, first.id, 'zip')];
  at('2026-04-20T12:00:00Z');
  done(await run(postMessage, cast.marie, { number, body: 'Où en êtes-vous ?', files: [] }));
  done(await run(addNote, cast.paul, { number, body: 'Je relance.' }));
  await world.ownerKnex('case_file_parts').delete();
  await world.ownerKnex('case_files').delete();
  const again = await caseFileOf(world, cast.nadia, { number, upTo: first.upTo });
  expect(again.id).not.toBe(first.id);
  expect(await bytesOf(world, again.id, 'pdf')).toEqual(before[0]);
  expect(await bytesOf(world, again.id, 'zip')).toEqual(before[1]);
  // what was said since is in another
  const now = await mine();
  expect(now.upTo).toBeGreaterThan(first.upTo);
  expect(textsOf(await bytesOf(world, now.id, 'zip'))['history.json']).toContain('Où en êtes');
  expect(await knex('case_files').count('id as n')).toEqual([{ n: 2 }]);
});

test('asked twice it is made once; a note by staff asks for no other', async () => {
  const { run, cast } = world;
  const { id } = await mine();
  done(await run(addNote, cast.paul, { number, body: 'Rien de neuf.' }));
  const wanted = { number, audience: 'mediator', locale: 'fr', upTo: null } as const;
  world.published.length = 0;
  expect(done(await run(requestCaseFile, cast.marie, wanted)).id).toBe(id);
  expect(world.published.flatMap(({ caseFileIds }) => caseFileIds)).toEqual([]);
  await makeCaseFile(makerOf(world), id);
  expect(await findCaseFile(world.knex, id)).toMatchObject({ state: 'done', making: 1 });
});

test('it is not in the ticket’s history that one was made', async () => {
  const before = await listEvents(world.knex, ticketId);
  await caseFileOf(world, world.cast.marie, { number, locale: 'en' });
  expect(await listEvents(world.knex, ticketId)).toEqual(before);
});

test('a customer asks for its own complaint’s, as the mediator gets it, and for no other', async () => {
  const { run, cast, knex } = world;
  const ask = (by: keyof typeof cast, more: object = {}) =>
    run(requestCaseFile, cast[by] as typeof cast.marie, {
      number,
      audience: 'staff',
      locale: 'fr',
      upTo: null,
      ...more,
    });
  const { id } = done(await ask('marie'));
  expect(await findCaseFile(knex, id)).toMatchObject({ audience: 'mediator' });
  expect(await ask('jean')).toMatchObject({ reason: 'not_found' });
  expect(await ask('karim')).toMatchObject({ reason: 'forbidden' });
  expect(await ask('odile')).toMatchObject({ reason: 'forbidden' });
  expect(await ask('nadia', { upTo: 999 })).toMatchObject({
    reason: 'figure_out_of_range',
    field: 'up_to',
  });
  expect(await ask('nadia', { upTo: 1 })).toMatchObject({ ok: true });
  // the mediator's copy doesn't end with what it withholds, which would tell its time
  const note = await knex('events').where({ type: 'note_added' }).orderBy('seq').first('seq');
  const copy = done(await ask('nadia', { upTo: note.seq, audience: 'mediator' }));
  expect(await findCaseFile(knex, copy.id)).toMatchObject({ upTo: note.seq - 1 });
});

test('a maker that died is replaced; what it still does is of no effect', async () => {
  const { run, cast, knex, clock } = world;
  const wanted = { number, audience: 'staff', locale: 'en', upTo: 2 } as const;
  const { id } = done(await run(requestCaseFile, cast.nadia, wanted));
  const dead = done(await run(beginCaseFile, SWEEP, { id }));
  const found = async () => {
    const asked: number[] = [];
    const add = async (_: string, data: object) => {
      asked.push((data as { caseFileId: number }).caseFileId);
    };
    await sweepCaseFiles(knex, { add } as never, clock.now);
    return asked;
  };
  expect(await found()).not.toContain(id);
  clock.now = new Date(clock.now.getTime() + 121_000);
  expect(await found()).toContain(id);
  await makeCaseFile(makerOf(world), id);
  const late = { ...(dead as { id: number; making: number }), file: 'zip', progress: 50 } as const;
  expect(
    await run(keepCaseFilePart, SWEEP, { ...late, part: 99, bytes: Buffer.from('late') }),
  ).toMatchObject({ ok: false });
  expect(await findCaseFile(knex, id)).toMatchObject({ state: 'done', making: 2 });
});

test('what is kept no longer holds: it fails, says why, and is tried again when asked', async () => {
  const { knex, run, cast, ownerKnex } = world;
  const wanted = { number, audience: 'staff', locale: 'en', upTo: 3 } as const;
  const { id } = done(await run(requestCaseFile, cast.nadia, wanted));
  const first = await knex('messages').where({ ticket_id: ticketId }).orderBy('id').first('*');
  await ownerKnex('messages').where({ id: first.id }).update({ body: 'Autre chose.' });
  await makeCaseFile(makerOf(world), id);
  expect(await findCaseFile(knex, id)).toMatchObject({ state: 'failed', error: 'words_altered' });
  await ownerKnex('messages').where({ id: first.id }).update({ body: first.body });
  expect(done(await run(requestCaseFile, cast.nadia, wanted)).id).toBe(id);
  await makeCaseFile(makerOf(world), id);
  expect(await findCaseFile(knex, id)).toMatchObject({ state: 'done', error: null });
});

test('a passage taken out is taken out of what was made before, and told as such', async () => {
  const { knex, run, cast } = world;
  at('2026-05-04T09:00:00Z');
  const before = await mine();
  const said = await knex('messages')
    .where({ ticket_id: ticketId, visibility: 'public' })
    .orderBy('id')
    .first('id');
  world.published.length = 0;
  const passages = 'prélevée deux fois';
  done(await run(redactMessage, cast.marie, { messageId: said.id, passages, keep: null }));
  expect(world.published.flatMap(({ caseFileIds }) => caseFileIds)).toContain(before.id);
  expect(await findCaseFile(knex, before.id)).toMatchObject({ state: 'queued', zip: null });
  expect(await bytesOf(world, before.id, 'zip')).toHaveLength(0);
  await makeCaseFile(makerOf(world), before.id);
  const zip = await bytesOf(world, before.id, 'zip');
  const { faults, history } = checkCaseFile(zip);
  expect(faults).toEqual([]);
  expect(history.erased).toEqual([
    { event: 3, of: 'message', id: said.id, erased_at: '2026-05-04T09:00:00.000Z' },
  ]);
  expect(Object.values(textsOf(zip)).join()).not.toContain(passages);
  const since = checkCaseFile(await bytesOf(world, (await mine()).id, 'zip'));
  expect(since.faults).toEqual([]);
  expect(since.history.words.some(({ id }) => id === said.id)).toBe(true);
});

test('so is it out of the file of a complaint that is about the ticket', async () => {
  const { knex, run, cast } = world;
  const said = { kind: 'incident', subject: 'Mot de passe azerty12', body: 'azerty12' } as const;
  const opened = done(await run(openTicket, cast.marie, { ...said, files: [] }));
  const about = { tickets: [opened.number], invoices: [], files: [] };
  const words = { subject: 'Pas de réponse', body: 'Rien.', wanted: 'Une réponse.' };
  const lodged = done(await run(lodgeComplaint, cast.marie, { ...words, ...about }));
  const made = await caseFileOf(world, cast.marie, { number: lodged.number });
  const message = await knex('messages').where({ body: 'azerty12' }).first('id');
  const input = { messageId: message.id, passages: 'azerty12', keep: null };
  done(await run(redactMessage, cast.marie, input));
  expect(await findCaseFile(knex, made.id)).toMatchObject({ state: 'queued', zip: null });
});

describeWith(POPPLER, 'read back as text', () => {
  test('the PDF tells the parties, the path with its dates, every word, and its proof', async () => {
    const made = await mine();
    const pdf = await bytesOf(world, made.id, 'pdf');
    const text = textOf(pdf).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Dossier de réclamation');
    expect(text).toContain(`${number}-E${made.upTo}-M`);
    expect(text).toContain('Marie Hoarau');
    expect(text).toContain('Médiateur des communications électroniques');
    expect(text).toMatch(/Réclamation comptée comme reçue 3 mars 2026 par le portail/);
    expect(text).toMatch(/Dernier jour pour la réponse du niveau 1 2 avril 2026/);
    expect(text).toMatch(/Réponse du niveau 1 : non acceptée 10 mars 2026 dans le délai/);
    expect(text).toMatch(/Second examen demandé \(niveau 2\) 11 mars 2026/);
    expect(text).toMatch(/Dernier jour pour la réponse du niveau 2 10 avril 2026/);
    expect(text).toContain('Les deux prélèvements règlent deux factures différentes.');
    expect(text).toContain('Je n’ai qu’une facture.');
    expect(text).toContain('relevé de compte.png');
    expect(text).toContain(
      `SHA-256 ${checkCaseFile(await bytesOf(world, made.id, 'zip')).history.up_to.hash}`,
    );
    expect(text).not.toContain('comptabilité');
    expect(text).not.toContain('Note interne');
  });
});
