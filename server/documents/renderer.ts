import type { Locale } from '../domain/user/role.ts';
import {
  formatBytes,
  formatDuration,
  formatMoney,
  formatNumber,
  formatTime,
} from '../views/format.ts';
import type { Translations } from '../views/i18n.ts';
import { cityOf } from '../views/place.ts';
import type { Compose, Words, Written } from './blocks.ts';
import { caseFile } from './case-file.ts';
import { complaintAnswer } from './complaint-answer.ts';
import { diagnosisReport } from './diagnosis-report.ts';
import type { Document, DocumentModels, DocumentName, RenderDocument } from './document.ts';
import { drawBlocks, drawHead, drawLegend } from './draw.ts';
import { drawFeet } from './feet.ts';
import { createFonts } from './fonts.ts';
import { createSheet, PAPER } from './sheet.ts';
import { statement } from './statement.ts';

const COMPOSERS: { [Name in DocumentName]: Compose<DocumentModels[Name]> } = {
  diagnosis_report: diagnosisReport,
  statement,
  complaint_answer: complaintAnswer,
  case_file: caseFile,
};

/**
 * Makes documents for people: the words from `web/locales`, the paper here. Tagged, with a language
 * and a title (PDF/UA); of the same document, always the same bytes.
 */
export function createDocumentRenderer({
  translations,
}: {
  translations: Translations;
}): RenderDocument {
  return async (document) => {
    const { locale, provider } = document;
    const words = wordsIn(locale, provider.timeZone, translations);
    const written = compose(document, words);
    const dated = words.t('documents.dated', {
      reference: document.reference,
      date: words.at(document.createdAt, 'date'),
    });
    return onPaper(document, written, dated, words);
  };
}

function compose(document: Document, words: Words): Written {
  const composer = COMPOSERS[document.name] as Compose<unknown>;
  return composer(document.model, words);
}

async function onPaper(
  document: Document,
  written: Written,
  dated: string,
  { t }: Words,
): Promise<Uint8Array> {
  // read when it is needed: a start without documents goes without it
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: PAPER.top, bottom: 0, left: PAPER.side, right: PAPER.side },
    bufferPages: true,
    tagged: true,
    lang: document.locale,
    displayTitle: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as 'PDF/A-3',
    // PDFKit would take the standard fonts, which are not embedded, and the present time
    font: null as unknown as string,
    info: { Title: titleOf(document, written), CreationDate: document.createdAt },
  });
  const bytes = collect(doc);
  const pen = { doc, fonts: createFonts(doc), sheet: createSheet(doc) };
  drawHead(pen, document, written.title, dated);
  await drawBlocks(pen, written);
  drawLegend(pen, (mark) => t('documents.unwritable', { mark }));
  drawFeet(pen, `${document.provider.name} · ${document.reference}`, (page, pages) =>
    t('documents.page', { page, pages }),
  );
  doc.end();
  return bytes;
}

/** PDFKit writes it into XML as it is. */
function titleOf({ reference }: Document, { title }: Written): string {
  return `${title} ${reference}`.replaceAll(/[<>&\s]+/g, ' ');
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

function wordsIn(locale: Locale, zone: string, translations: Translations): Words {
  return {
    t: translations.in(locale),
    money: (cents) => formatMoney(cents, locale),
    figure: (value) => formatNumber(value, locale),
    at: (instant, style) => formatTime(instant, locale, zone, style),
    day: (date, style = 'date') => formatTime(new Date(`${date}T12:00:00Z`), locale, 'UTC', style),
    zone: cityOf(zone),
    duration: formatDuration,
    bytes: (count) => formatBytes(count, locale),
  };
}
