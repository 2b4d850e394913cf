import { caseFileReference } from '../../domain/case-file/case-file.ts';
import type { Translate } from '../../views/i18n.ts';
import type { CaseFileMaterial } from './material.ts';

const WIDTH = 90;
/** Said to a machine, not to a person. */
const EXAMPLE = [
  `  jq -j '.events[0].prev_hash' history.json | xxd -r -p > link`,
  `  jq -j '.events[0].canonical' history.json >> link`,
  '  sha256sum link',
  `  jq -r '.events[0].hash' history.json`,
];

/** VERIFY.txt: how anybody checks the archive without our software. */
export function verifyFile({ key, ticket, links }: CaseFileMaterial, t: Translate): string {
  const say = (name: string, params = {}) => wrap(t(`documents.case_file.verify.${name}`, params));
  const head = Buffer.from(links.at(-1)?.hash ?? []).toString('hex');
  const reference = caseFileReference(ticket.number, key);
  const paragraphs = [
    say('title'),
    say('intro', { reference }),
    say('files'),
    `${say('chain')}\n\n  ${head}`,
    ...(key.audience === 'mediator' ? [say('withheld')] : []),
    say('words'),
    say('erased'),
    say('documents'),
    `${say('example')}\n\n${EXAMPLE.join('\n')}`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function wrap(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
