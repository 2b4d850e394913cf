import type { Block, Compose, Words } from './blocks.ts';
import type { CaseFileModel } from './case-file-model.ts';
import { pathSummary } from './case-file-path.ts';

/** What it is and of whom, the path with its dates, then everything in full, then what proves it. */
export const caseFile: Compose<CaseFileModel> = (model, words) => ({
  title: words.t(`documents.case_file.title.${model.complaint ? 'complaint' : 'ticket'}`),
  blocks: [
    ...cover(model, words),
    ...parties(model, words),
    ...(model.complaint ? pathSummary(model.complaint, model.head.at, words) : []),
    ...chronology(model, words),
    ...messages(model, words),
    ...concerned(model, words),
    ...exhibits(model, words),
    ...verification(model, words),
  ],
});

function cover(model: CaseFileModel, { t, at, zone }: Words): Block[] {
  const { ticket, audience, head, complaint } = model;
  const rows: [string, string][] = [
    [t('documents.case_file.ticket'), `${ticket.number} · ${ticket.subject}`],
    [t('documents.case_file.kind'), t(`tickets.kind.${ticket.kind}`)],
    [t('documents.case_file.customer'), model.customer],
    [t('documents.case_file.opened'), at(ticket.openedAt, 'long')],
    [
      t('documents.case_file.up_to'),
      t('documents.case_file.event', { seq: head.seq, at: at(head.at, 'long') }),
    ],
    [t('documents.case_file.copy'), t(`documents.case_file.audience.${audience}`)],
    [
      t('documents.case_file.holds'),
      [
        t('documents.case_file.count.messages', { count: model.messages.length }),
        t('documents.case_file.count.exhibits', { count: model.exhibits.length }),
        t('documents.case_file.count.events', { count: head.seq }),
      ].join(', '),
    ],
  ];
  const said: Block[] = [{ kind: 'facts', rows }];
  if (complaint) {
    said.push(
      { kind: 'heading', text: t('documents.case_file.heading.wanted') },
      { kind: 'paragraph', text: complaint.wanted },
    );
  }
  said.push({
    kind: 'paragraph',
    style: 'small',
    text: [
      t(`documents.case_file.about.${audience}`),
      t('documents.case_file.clock', { zone }),
    ].join(' '),
  });
  return said;
}

function parties({ provider, customer, contact, complaint }: CaseFileModel, { t }: Words): Block[] {
  const quality = complaint && t(`documents.case_file.quality.${complaint.path.quality}`);
  const person = contact.name === customer ? contact.email : `${contact.name}, ${contact.email}`;
  const rows: [string, string][] = [
    [t('documents.case_file.provider'), bodyOf(provider)],
    [t('documents.case_file.customer'), [customer, quality, person].filter(Boolean).join('\n')],
  ];
  if (complaint) {
    const { bodies, path } = complaint;
    rows.push(
      [t('documents.case_file.level', { level: 1 }), bodyOf(bodies.customerService)],
      [t('documents.case_file.level', { level: 2 }), bodyOf(bodies.consumerService)],
      path.quality === 'consumer'
        ? [
            t('documents.case_file.mediator'),
            `${bodyOf(bodies.mediator)}\n${bodies.mediator.website}`,
          ]
        : [t('documents.case_file.court'), bodies.court],
    );
  }
  return [
    { kind: 'page' },
    { kind: 'heading', text: t('documents.case_file.heading.parties') },
    { kind: 'facts', rows },
  ];
}

function bodyOf({ name, postalAddress }: { name: string; postalAddress: string }): string {
  return `${name}\n${postalAddress}`;
}

function chronology({ chronology: told, withheld }: CaseFileModel, { t, at, figure }: Words) {
  const head = (name: string) => t(`documents.case_file.head.${name}`);
  const blocks: Block[] = [
    { kind: 'heading', text: t('documents.case_file.heading.chronology') },
    {
      kind: 'table',
      columns: [
        { head: head('event'), share: 0.8, figures: true },
        { head: head('when'), share: 3 },
        { head: head('what'), share: 5 },
        { head: head('by'), share: 2.2 },
      ],
      rows: told.map(({ seq, at: when, sentence, by }) => [
        figure(seq),
        t('documents.case_file.instant', { date: at(when, 'date'), time: at(when, 'time') }),
        sentence,
        by ?? '',
      ]),
    },
  ];
  if (withheld > 0) {
    const text = t('documents.case_file.withheld', { count: withheld });
    blocks.push({ kind: 'paragraph', style: 'small', text });
  }
  return blocks;
}

function messages({ messages: said, exhibits: all }: CaseFileModel, words: Words): Block[] {
  const { t, at } = words;
  const names = new Map(all.map(({ number, name }) => [number, name]));
  const blocks: Block[] = [
    { kind: 'heading', text: t('documents.case_file.heading.messages') },
    ...said.flatMap((message): Block[] => {
      const { seq, what, author, subject, body, quoted, redactedAt, exhibits: own } = message;
      const title = t(`documents.case_file.message.${what}`, { author });
      const told: Block[] = [
        { kind: 'subheading', text: title },
        {
          kind: 'paragraph',
          style: 'small',
          text: [
            t('documents.case_file.said_at', { seq, at: at(message.at, 'long') }),
            ...(subject ? [t('documents.case_file.subject', { subject })] : []),
          ].join('\n'),
        },
      ];
      if (body !== '') told.push({ kind: 'paragraph', text: body });
      if (quoted !== '') {
        const text = `${t('documents.case_file.quoted')}\n${quoted}`;
        told.push({ kind: 'paragraph', style: 'small', text });
      }
      if (redactedAt) {
        const text = t('documents.case_file.redacted', { at: at(redactedAt, 'long') });
        told.push({ kind: 'paragraph', style: 'small', text });
      }
      for (const number of own) {
        const text = t('documents.case_file.joined', { number, name: names.get(number) ?? '' });
        told.push({ kind: 'paragraph', style: 'small', text });
      }
      return told;
    }),
  ];
  if (said.length > 0) return blocks;
  return [...blocks, { kind: 'paragraph', text: t('documents.case_file.no_message') }];
}

function concerned({ complaint }: CaseFileModel, { t, at, day, money }: Words): Block[] {
  if (!complaint) return [];
  const { tickets, invoices } = complaint;
  const head = (name: string) => t(`documents.case_file.head.${name}`);
  const heading: Block = { kind: 'heading', text: t('documents.case_file.heading.concerned') };
  if (tickets.length + invoices.length === 0) {
    return [heading, { kind: 'paragraph', text: t('documents.case_file.none_concerned') }];
  }
  const rows = [
    ...tickets.map(({ number, subject, receivedAt }) => [
      t('documents.case_file.one_ticket', { number }),
      at(receivedAt, 'date'),
      subject,
    ]),
    ...invoices.map(({ number, issuedOn, totalCents }) => [
      t('documents.case_file.one_invoice', { number }),
      day(issuedOn),
      money(totalCents),
    ]),
  ];
  const columns = [
    { head: head('concerned'), share: 3 },
    { head: head('dated'), share: 2 },
    { head: head('about'), share: 4 },
  ];
  return [heading, { kind: 'table', columns, rows }];
}

function exhibits({ exhibits: all }: CaseFileModel, { t, bytes }: Words): Block[] {
  const heading: Block = { kind: 'heading', text: t('documents.case_file.heading.exhibits') };
  if (all.length === 0) {
    return [heading, { kind: 'paragraph', text: t('documents.case_file.no_exhibit') }];
  }
  return [
    heading,
    ...all.flatMap(({ number, name, kind, seq, path, size, sha256 }): Block[] => [
      { kind: 'subheading', text: t('documents.case_file.exhibit', { number, name }) },
      {
        kind: 'paragraph',
        style: 'small',
        text: [
          [
            t(`documents.case_file.exhibit_kind.${kind}`),
            ...(seq === null ? [] : [t('documents.case_file.with_event', { seq })]),
            bytes(size),
          ].join(' · '),
          t('documents.case_file.in_archive', { path }),
          `SHA-256 ${sha256}`,
        ].join('\n'),
      },
    ]),
  ];
}

function verification({ head, withheld }: CaseFileModel, { t, at }: Words): Block[] {
  return [
    { kind: 'heading', text: t('documents.case_file.heading.verification') },
    {
      kind: 'paragraph',
      text: t('documents.case_file.verified', { seq: head.seq, at: at(head.at, 'long') }),
    },
    { kind: 'paragraph', style: 'small', text: `SHA-256 ${head.hash}` },
    { kind: 'paragraph', text: t('documents.case_file.how') },
    ...(withheld > 0
      ? ([{ kind: 'paragraph', text: t('documents.case_file.how_withheld') }] as const)
      : []),
  ];
}
