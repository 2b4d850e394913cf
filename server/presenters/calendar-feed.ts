import { createHash } from 'node:crypto';

/** An entry of a calendar that people subscribe to. */
export type FeedEntry = {
  /** The same for ever, whatever changes of the entry. */
  readonly uid: string;
  readonly sequence: number;
  readonly changedAt: Date;
  readonly startsAt: Date;
  /** Null while nobody knows. */
  readonly endsAt: Date | null;
  readonly summary: string;
  readonly description: string;
  readonly cancelled: boolean;
};

/** Octets in a line, its break left out (RFC 5545, 3.1). */
const LINE = 75;

/** The calendar as iCalendar text (RFC 5545): times in UTC, lines folded, texts escaped. */
export function calendarFeed(
  { name, url }: { name: string; url: string },
  entries: readonly FeedEntry[],
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Guichet//Maintenance//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...entries.flatMap((entry) => eventLines(entry, url)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** What changes when anything of the calendar does, for callers that kept the last one. */
export function feedTag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

function eventLines(entry: FeedEntry, url: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(entry.uid)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.changedAt)}`,
    `LAST-MODIFIED:${utc(entry.changedAt)}`,
    `DTSTART:${utc(entry.startsAt)}`,
    ...(entry.endsAt ? [`DTEND:${utc(entry.endsAt)}`] : []),
    `SUMMARY:${escaped(entry.summary)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    `URL:${url}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // an interruption keeps nobody from being free
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function utc(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** Cut between characters: a line that goes on begins with a space, which counts. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
