import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { AnsweringLevel, AnswerOutcome, RedressKind } from '../domain/complaint/event.ts';
import type { Block, Compose, Words } from './blocks.ts';

/** The formal answer to a complaint, as a letter (P1, P2, L616-1). */
export type ComplaintAnswerLetter = {
  readonly ticket: { readonly number: string; readonly subject: string };
  readonly level: AnsweringLevel;
  /** `YYYY-MM-DD` in the provider's zone. */
  readonly receivedOn: string;
  readonly lastDay: string;
  readonly outcome: AnswerOutcome;
  readonly reasons: string;
  readonly redress: { readonly kind: RedressKind; readonly cents: number | null };
  readonly answeredBy: string;
  readonly consumer: boolean;
  /** The last day to ask the mediator; null while nothing was written. */
  readonly referralDay: string | null;
  readonly bodies: ComplaintBodies;
  readonly ticketUrl: string;
};

/** The answer first, then its reasons, then what stays open to whoever is not satisfied. */
export const complaintAnswer: Compose<ComplaintAnswerLetter> = (answer, words) => ({
  title: words.t('documents.complaint_answer.title'),
  blocks: [facts(answer, words), ...decision(answer, words), ...next(answer, words)],
});

function facts(answer: ComplaintAnswerLetter, { t, day }: Words): Block {
  const rows: [string, string][] = [
    [
      t('documents.complaint_answer.complaint'),
      `${answer.ticket.number} · ${answer.ticket.subject}`,
    ],
    [t('documents.complaint_answer.level'), bodyOf(answer).name],
    [t('documents.complaint_answer.received'), day(answer.receivedOn)],
    [t('documents.complaint_answer.due'), day(answer.lastDay)],
  ];
  return { kind: 'facts', rows };
}

function decision(answer: ComplaintAnswerLetter, { t, money }: Words): Block[] {
  const { outcome, reasons, redress, answeredBy } = answer;
  const blocks: Block[] = [
    { kind: 'heading', text: t('documents.complaint_answer.decision') },
    { kind: 'paragraph', style: 'strong', text: t(`letters.complaint_answer.outcome.${outcome}`) },
    { kind: 'paragraph', text: reasons },
  ];
  if (redress.kind !== 'none') {
    const amount = money(redress.cents ?? 0);
    const text = t(`letters.complaint_answer.redress.${redress.kind}`, { amount });
    blocks.push({ kind: 'paragraph', style: 'strong', text });
  }
  const signed = [answeredBy, bodyOf(answer).name, bodyOf(answer).postalAddress].join('\n');
  return [...blocks, { kind: 'paragraph', text: signed }];
}

function next(answer: ComplaintAnswerLetter, { t, day }: Words): Block[] {
  const { level, consumer, bodies, referralDay, outcome, ticketUrl } = answer;
  const blocks: Block[] = [{ kind: 'heading', text: t('documents.complaint_answer.next') }];
  if (level === 1) {
    const { name, postalAddress } = bodies.consumerService;
    const text = t('documents.complaint_answer.second', { name, url: ticketUrl });
    blocks.push({ kind: 'paragraph', text: `${text}\n${name}, ${postalAddress}` });
  } else if (consumer) {
    const until =
      referralDay && t('letters.complaint_acknowledgement.until', { day: day(referralDay) });
    const text = [t('letters.complaint_answer.not_satisfied_2'), until].filter(Boolean).join(' ');
    blocks.push({ kind: 'paragraph', text });
  } else {
    const text = t('documents.complaint_answer.court', { court: bodies.court });
    blocks.push({ kind: 'paragraph', text });
  }
  if (consumer && outcome !== 'accepted') {
    const { name, postalAddress, website } = bodies.mediator;
    const text = [t('letters.mediator.who'), name, postalAddress, website].join('\n');
    blocks.push({ kind: 'paragraph', text });
  }
  if (consumer) {
    blocks.push({
      kind: 'paragraph',
      style: 'small',
      text: t('documents.complaint_answer.courts'),
    });
  }
  return blocks;
}

function bodyOf({ bodies, level }: ComplaintAnswerLetter) {
  return level === 1 ? bodies.customerService : bodies.consumerService;
}
