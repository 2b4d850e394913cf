import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { type HistoryFault, verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { changeVerdict } from '../../server/commands/change-verdict.ts';
import { concludeDiagnosis } from '../../server/commands/conclude-diagnosis.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordServiceAccess } from '../../server/commands/record-service-access.ts';
import { recordFinding, recordTest } from '../../server/commands/record-step.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { startTimer } from '../../server/commands/start-timer.ts';
import type { DiagnosisOutcome } from '../../server/domain/diagnosis/outcome.ts';
import { timelineOf } from '../../server/domain/sla/timeline.ts';
import { listDeadlines } from '../../server/store/deadlines.ts';
import { listDocumentsOfMails, readDocument } from '../../server/store/documents.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { listVerdicts } from '../../server/store/verdicts.ts';
import { describeWith } from '../support/describe-with.ts';
import { incidentOf, spend } from '../support/diagnosed.ts';
import { POPPLER } from '../support/parts.ts';
import { textOf } from '../support/read-pdf.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const idOf = async (number: string) => (await findTicket(world.knex, number))?.id ?? 0;
const eventsOf = async (number: string) => listEvents(world.knex, await idOf(number));
const typesSince = async (number: string, seq: number) =>
  (await eventsOf(number)).filter((event) => event.seq > seq).map(({ type }) => type);
const verdictsOf = async (number: string) => listVerdicts(world.knex, await idOf(number));
const pronounce = (
  number: string,
  outcome: string = 'not_provider_responsibility',
  reasons = 'Votre domaine a expiré.',
) => world.run(concludeDiagnosis, world.cast.karim, { number, outcome, reasons });
const change = async (number: string, outcome: DiagnosisOutcome, reasons: string) =>
  world.run(changeVerdict, world.cast.nadia, {
    number,
    outcome,
    reasons,
    replaces: (await verdictsOf(number)).at(-1)?.id ?? 0,
    why: 'Relu avec Léa : notre pare-feu bloquait.',
  });
/** The letters that carry a report, the newest last. */
async function letters(number: string) {
  const mails = await world
    .knex('outbound_emails')
    .where({ letter: 'diagnosis_report', ticket_id: await idOf(number) })
    .orderBy('id');
  const carried = await listDocumentsOfMails(
    world.knex,
    mails.map(({ id }) => id),
  );
  return mails.map(({ id, to_address: to, subject, text }) => ({
    to,
    subject,
    text: text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'"),
    documents: carried.filter(({ outboundEmailId }) => outboundEmailId === id),
  }));
}
async function pdfOf(number: string, index = -1): Promise<string> {
  const document = (await verdictsOf(number)).at(index)?.documentId ?? 0;
  return textOf((await readDocument(world.knex, document)) ?? Buffer.alloc(0));
}

test('the timer stops, the time is charged, the customer is told, in that order', async () => {
  const number = await incidentOf(world, 'jean', { accepted: true });
  await spend(world, number, 3_600);
  done(await world.run(startTimer, world.cast.lea, { number }));
  world.clock.now = new Date(world.clock.now.getTime() + 60_000);
  const before = (await eventsOf(number)).length;
  done(await pronounce(number));
  expect(await typesSince(number, before)).toEqual([
    'time_recorded',
    'diagnosis_concluded',
    'charge_drafted',
  ]);
  const [verdict] = await verdictsOf(number);
  expect(verdict).toMatchObject({
    outcome: 'not_provider_responsibility',
    seconds: 3_660,
    pronouncedBy: { name: 'Karim Diallo' },
    place: 1,
  });
  const concluded = (await eventsOf(number)).find(({ type }) => type === 'diagnosis_concluded');
  expect(concluded?.data).toMatchObject({ seconds: 3_660, outcome: 'not_provider_responsibility' });
  expect(JSON.stringify(await eventsOf(number))).not.toContain('expiré');

  const [letter, ...more] = await letters(number);
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    to: 'jean@boulangerie-moule.example',
    subject: `Diagnostic de Site hors ligne [${number}]`,
    documents: [{ name: `${number}-D1.pdf`, kind: 'diagnosis_report' }],
  });
  expect(letter?.text).toContain("L'incident ne relève pas de notre responsabilité.");
  expect(letter?.text).toContain('Le diagnostic coûte 87,00 € HT, soit 94,40 € TTC.');
  expect(letter?.text).toContain(`https://aide.alize.example/tickets/${number}/diagnosis`);
  expect(world.published.at(-1)?.outboundEmailIds).toHaveLength(1);
});

test('the clock of the diagnosis stops at the first verdict, not at one that changes it', async () => {
  const number = await incidentOf(world, 'jean');
  const concludedAt = world.clock.now;
  done(await pronounce(number, 'service_healthy', 'Tout fonctionne.'));
  world.clock.now = new Date(concludedAt.getTime() + 86_400_000);
  done(await change(number, 'provider_responsible', 'Notre pare-feu.'));
  expect(timelineOf(await eventsOf(number)).diagnosed?.at).toEqual(concludedAt);
});

test('a promised diagnosis is met by the verdict', async () => {
  const { cast, run, knex } = world;
  const customerId = cast.tiare.customerId as number;
  const nothing = { first_response: null, next_update: null, diagnosis: null, restoration: null };
  const all = (targets: typeof nothing | { diagnosis: number }) => {
    const each = { ...nothing, ...targets };
    return { urgent: each, high: each, normal: each, low: each };
  };
  const conditions = { incident: all({ diagnosis: 240 }), information_request: all(nothing) };
  const plain = { serviceId: null, customerId, name: 'Vitrine', planId: null };
  const service = { ...plain, conditions, monthlyPriceCents: null };
  const { serviceId } = done(await run(saveService, cast.nadia, service));
  const said = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [], serviceId } as const;
  const { number } = done(await run(openTicket, cast.tiare, said));
  const owed = async () =>
    (await listDeadlines(knex, [await idOf(number)])).find(({ name }) => name === 'diagnosis');
  expect(await owed()).toMatchObject({ state: 'running', targetMinutes: 240 });
  world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
  done(await pronounce(number, 'not_confirmed', 'Nothing seen.'));
  expect(await owed()).toMatchObject({ state: 'met', metAt: world.clock.now });
});

test('whoever is second is refused, by the ticket and by the table', async () => {
  const number = await incidentOf(world, 'jean');
  const outcomes = await Promise.all([
    pronounce(number, 'service_healthy'),
    pronounce(number, 'not_confirmed'),
    pronounce(number, 'refused'),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.reason]))).toEqual([
    'already_concluded',
    'already_concluded',
  ]);
  const [row] = await world.knex('verdicts').where({ ticket_id: await idOf(number) });
  const { id: _id, ...copy } = row;
  await expect(world.knex('verdicts').insert(copy)).rejects.toThrow('verdicts_one_first');
  await expect(world.knex('verdicts').where({ id: row.id }).update({ seconds: 0 })).rejects.toThrow(
    /permission denied|append-only/,
  );
  expect(await letters(number)).toHaveLength(1);
});

test('a verdict needs an incident that goes on, an outcome and reasons', async () => {
  const { run, cast } = world;
  const question = done(
    await run(openTicket, cast.jean, {
      kind: 'information_request',
      subject: 'Une question',
      body: 'Laquelle ?',
      files: [],
    }),
  ).number;
  const number = await incidentOf(world, 'jean');
  const refusals = [
    await pronounce(question),
    await pronounce(number, ''),
    await pronounce(number, 'both'),
    await pronounce(number, 'service_healthy', ' '),
    await pronounce('2026-999999'),
    await run(concludeDiagnosis, cast.jean, { number, outcome: 'refused', reasons: 'Non.' }),
    await run(concludeDiagnosis, cast.odile, { number, outcome: 'refused', reasons: 'Non.' }),
    await change(number, 'refused', 'Non.'),
  ];
  expect(
    refusals.map((refusal) =>
      refusal.ok ? 'accepted' : [refusal.reason, refusal.field].join(' '),
    ),
  ).toEqual([
    'not_an_incident ',
    'required outcome',
    'invalid_choice outcome',
    'required reasons',
    'not_found ',
    'forbidden ',
    'forbidden ',
    'not_concluded ',
  ]);
  done(await run(changeStatus, cast.karim, { number, status: 'resolved' }));
  done(await run(changeStatus, cast.karim, { number, status: 'closed' }));
  expect(await pronounce(number)).toMatchObject({ reason: 'ticket_closed' });
  expect(await verdictsOf(number)).toEqual([]);
});

test('a manager changes it, even once closed: the charge is taken back, the new report says so', async () => {
  const { run, cast } = world;
  const number = await incidentOf(world, 'jean', { accepted: true });
  await spend(world, number, 3_660);
  done(await pronounce(number));
  done(await run(changeStatus, cast.karim, { number, status: 'resolved' }));
  done(await run(changeStatus, cast.karim, { number, status: 'closed' }));
  const [first] = await verdictsOf(number);
  const said = { number, outcome: 'provider_responsible', reasons: 'Notre pare-feu bloquait.' };
  const input = { ...said, replaces: first?.id ?? 0, why: 'Relu avec Léa.' };
  expect(await run(changeVerdict, cast.karim, input)).toMatchObject({ reason: 'forbidden' });
  expect(await run(changeVerdict, cast.nadia, { ...input, why: '' })).toMatchObject({
    reason: 'required',
    field: 'why',
  });
  expect(
    await run(changeVerdict, cast.nadia, {
      ...input,
      outcome: 'not_provider_responsibility',
      reasons: 'Votre domaine a expiré.',
    }),
  ).toMatchObject({ reason: 'unchanged' });
  const before = (await eventsOf(number)).length;
  const outcomes = await Promise.all([
    run(changeVerdict, cast.nadia, input),
    run(changeVerdict, cast.nadia, { ...input, reasons: 'Notre pare-feu.' }),
  ]);
  expect(outcomes.map((outcome) => outcome.ok || outcome.reason).sort()).toEqual([
    'already_decided',
    true,
  ]);
  expect(await typesSince(number, before)).toEqual([
    'note_added',
    'diagnosis_concluded',
    'charge_reversed',
  ]);
  const verdicts = await verdictsOf(number);
  expect(
    verdicts.map(({ place, outcome, changeReason }) => [place, outcome, changeReason]),
  ).toEqual([
    [1, 'not_provider_responsibility', null],
    [2, 'provider_responsible', 'Relu avec Léa.'],
  ]);
  expect(verdicts[1]?.replacesId).toBe(first?.id);
  const told = (await letters(number))[1];
  expect(told?.text).toContain(`ce rapport remplace le rapport ${number}-D1 du 3 mars 2026`);
  expect(told?.text).toContain('Vous ne devez rien');
  // what managers wrote to each other stays inside
  expect(told?.text).not.toContain('Léa');
  expect(told?.documents.map(({ name }) => name)).toEqual([`${number}-D2.pdf`]);
  expect((await findTicket(world.knex, number))?.status).toBe('closed');
});

describeWith(POPPLER, 'the report read back', () => {
  test('says what was tested, found and accessed, how long it took and what it costs', async () => {
    const { run, cast } = world;
    const number = await incidentOf(world, 'jean', { accepted: true });
    const dig = { name: 'dig.txt', contentType: 'text/plain', bytes: Buffer.from('NXDOMAIN') };
    const tested = { number, testId: null, wording: 'Le domaine répond-il ?', result: 'failed' };
    done(
      await run(recordTest, cast.karim, { ...tested, observed: 'NXDOMAIN partout.', files: [dig] }),
    );
    done(
      await run(recordFinding, cast.karim, { number, found: 'Domaine expiré hier.', files: [] }),
    );
    await spend(world, number, 3_660);
    const { now } = world.clock;
    done(
      await run(recordServiceAccess, cast.karim, {
        number,
        serviceId: null,
        startedAt: new Date(now.getTime() - 600_000),
        endedAt: now,
        purpose: 'Lire les journaux.',
      }),
    );
    done(await pronounce(number));
    const text = await pdfOf(number);
    expect(text).toContain(`Rapport de diagnostic ${number}-D1`);
    expect(text).toContain('Boulangerie du Moule Jean Moreau'.split(' Jean')[0]);
    expect(text).toContain('Le domaine répond-il ? échoué NXDOMAIN partout.');
    expect(text).toContain('Élément conservé au dossier : dig.txt');
    expect(text).toContain('Domaine expiré hier.');
    expect(text).toContain('Lire les journaux.');
    expect(text).toContain('Temps total 01:01:00');
    expect(text).toContain('Tarif de votre déclaration : 29,00 € HT par unité de 30 min.');
    expect(text).toContain('Total HT 87,00 €');
    expect(text).toContain('TVA (8,5 %) 7,40 €');
    expect(text).toContain('Total TTC 94,40 €');
    expect(text).toContain('dans le mois qui suit son émission');
    // what was noted beside the time is for colleagues
    expect(text).not.toContain('Relevé DNS');
  });

  test('a consumer reads its own price, with tax; who owes nothing reads why', async () => {
    const number = await incidentOf(world, 'marie', { accepted: true });
    await spend(world, number, 60);
    done(await pronounce(number, 'service_healthy', 'Le site répond partout.'));
    const text = await pdfOf(number);
    expect(text).toContain('34,80 € TTC par unité de 30 min');
    expect(text).toContain('Total TTC 34,80 €');
    done(await change(number, 'provider_responsible', 'Notre pare-feu.'));
    const changed = await pdfOf(number);
    expect(changed).toContain(`Ce rapport remplace le rapport ${number}-D1`);
    expect(changed).toContain('Vous ne devez rien : l’incident relève de notre responsabilité.');
    expect(changed).not.toContain('Total TTC');
    expect(changed).not.toContain('Léa');
  });

  test('in English to who reads English', async () => {
    const number = await incidentOf(world, 'tiare', { accepted: true });
    await spend(world, number, 60);
    done(await pronounce(number, 'not_confirmed', 'We saw no error.'));
    expect(await pdfOf(number)).toContain('Total excluding VAT €29.00');
  });
});

test('the audit finds a verdict and a document that were tampered with', async () => {
  const faults: HistoryFault[] = [];
  const verify = () => verifyHistories(world.knex, (fault) => faults.push(fault));
  await verify();
  expect(faults).toEqual([]);
  const [one, other] = [await incidentOf(world, 'jean'), await incidentOf(world, 'marie')];
  done(await pronounce(one, 'refused', 'Contenu interdit.'));
  done(await pronounce(other, 'refused', 'Contenu interdit.'));
  const [first, second] = [(await verdictsOf(one))[0], (await verdictsOf(other))[0]];
  await world.ownerKnex.transaction(async (tx) => {
    await tx.raw(`set local session_replication_role = 'replica'`);
    await tx('verdicts').where({ id: first?.id }).update({ reasons: 'Contenu permis.' });
    await tx('document_contents')
      .where({ document_id: second?.documentId })
      .update({ bytes: Buffer.from('%PDF-1.7 autre chose') });
  });
  await verify();
  const seqOf = async (number: string) =>
    (await eventsOf(number)).find(({ type }) => type === 'diagnosis_concluded')?.seq;
  expect(faults).toEqual([
    { number: one, seq: await seqOf(one), fault: 'verdict_altered' },
    { number: other, seq: await seqOf(other), fault: 'document_altered' },
  ]);
});
