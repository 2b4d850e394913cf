import type { Mediation } from '../domain/complaint/mediation.ts';
import {
  type Answer,
  answeredInTime,
  type ComplaintPath,
  type PathEvent,
  type Stage,
} from '../domain/complaint/path.ts';
import type { Block, Words } from './blocks.ts';
import type { CaseFileComplaint } from './case-file-model.ts';

type Row = readonly [what: string, day: string, more: string];

/**
 * A complaint's path, each thing of it with its date (P1–P3).
 *
 * @param upTo the instant of the event that the file goes up to
 */
export function pathSummary(complaint: CaseFileComplaint, upTo: Date, words: Words): Block[] {
  const { t, day } = words;
  const { path, means, events } = complaint;
  const say = (key: string, on: string, more = ''): Row => [
    t(`documents.case_file.path.${key}`),
    day(on),
    more,
  ];
  const rows: Row[] = path.stages.flatMap((stage) => [
    say(
      stage.level === 1 ? 'lodged' : 'escalated',
      stage.receivedOn,
      stage.level === 1 ? t(`documents.case_file.means.${means}`) : '',
    ),
    say(`due_${stage.level}`, stage.limit.lastDay),
    ...answers(stage, events, words),
    ...silence(stage, path.quality, upTo, words),
  ]);
  if (path.quality === 'consumer' && path.referral) {
    rows.push(say('referral', path.referral.lastDay));
  }
  if (path.mediation) rows.push(...mediation(path.mediation, events, say, words));
  const head = (name: string) => t(`documents.case_file.head.${name}`);
  return [
    { kind: 'heading', text: t('documents.case_file.heading.path') },
    {
      kind: 'table',
      columns: [
        { head: head('step'), share: 4.4 },
        { head: head('day'), share: 2.2 },
        { head: head('more'), share: 3.4 },
      ],
      rows,
    },
  ];
}

function answers(
  { level, answers: given, limit, satisfied }: Stage,
  events: readonly PathEvent[],
  words: Words,
): Row[] {
  const { t, at } = words;
  const rows = given.map((answer): Row => {
    const outcome = t(`events.answer_outcome.${answer.outcome}`);
    const what = t('documents.case_file.path.answer', { level, outcome });
    const more = [state(answer, limit.ends, t), redress(answer.id, events, words)];
    return [
      what,
      answer.givenAt ? at(answer.givenAt, 'date') : '',
      more.filter(Boolean).join(', '),
    ];
  });
  if (satisfied === null) return rows;
  const said = t(`documents.case_file.path.${satisfied ? 'satisfied' : 'unsatisfied'}`);
  const reaction = events.findLast(
    ({ type, data }) => type === 'complaint_reaction' && data.level === level,
  );
  return [...rows, [said, reaction ? at(reaction.at, 'date') : '', '']];
}

/** What an answer granted, where it granted something. */
function redress(id: number, events: readonly PathEvent[], { t, money }: Words): string {
  const answered = events.find(
    ({ type, data }) => type === 'complaint_answered' && data.answer === id,
  );
  if (answered?.type !== 'complaint_answered') return '';
  const { kind, cents } = answered.data.redress;
  if (kind === 'none') return '';
  return t(`documents.case_file.redress.${kind}`, { amount: money(cents ?? 0) });
}

/** P5: what silence past a level's last day opened, whatever was answered since. */
function silence(
  stage: Stage,
  quality: ComplaintPath['quality'],
  upTo: Date,
  { t, at }: Words,
): Row[] {
  const { level, limit } = stage;
  if (upTo < limit.ends || answeredInTime(stage)) return [];
  const opens = level === 1 || quality === 'consumer';
  const more = opens ? t(`documents.case_file.path.opens_${level}`) : '';
  return [[t('documents.case_file.path.silent', { level }), at(limit.ends, 'date'), more]];
}

function state({ givenAt, voided }: Answer, ends: Date, t: Words['t']): string {
  if (voided) return t('documents.case_file.path.voided');
  if (givenAt === null) return t('documents.case_file.path.not_given');
  return t(`documents.case_file.path.${givenAt < ends ? 'in_time' : 'late'}`);
}

function mediation(
  course: Mediation,
  events: readonly PathEvent[],
  say: (key: string, on: string) => Row,
  { t, at }: Words,
): Row[] {
  /** What the mediator or a party said without a day of its own is dated by its record. */
  const recorded = (key: string, found: PathEvent | undefined, more = ''): Row => [
    t(`documents.case_file.path.${key}`),
    found ? at(found.at, 'date') : '',
    more,
  ];
  const of = (type: PathEvent['type']) => events.findLast((event) => event.type === type);
  const { referredOn, admissible, notifiedOn, limit, observationsSentOn, proposedOn } = course;
  const rows = [say('referred', referredOn)];
  if (admissible !== null) {
    const key = admissible ? 'admissible' : 'inadmissible';
    rows.push(recorded(key, of('mediation_admissibility')));
  }
  if (notifiedOn) rows.push(say('notified', notifiedOn));
  if (limit) rows.push(say('mediation_until', limit.lastDay));
  if (observationsSentOn) rows.push(say('observations', observationsSentOn));
  if (proposedOn) rows.push(say('proposed', proposedOn));
  for (const by of ['customer', 'provider'] as const) {
    const said = course.accepted[by];
    if (said === null) continue;
    const answered = events.findLast(
      ({ type, data }) => type === 'mediation_proposal_answered' && data.by === by,
    );
    rows.push(recorded(`${said ? 'accepted' : 'refused'}_${by}`, answered));
  }
  if (course.ending) {
    const more = t(`documents.case_file.ending.${course.ending}`);
    rows.push(recorded('closed', of('mediation_closed') ?? of('mediation_admissibility'), more));
  }
  return rows;
}
