/** A body in two: what its author wrote now, and what is carried along. Nothing is thrown away. */
export interface SplitReply {
  readonly visible: string;
  readonly quoted: string;
}

const REPLY_HEADER = /^(?:on\b.{4,300}\bwrote\s*:|le\b.{4,300}\ba [ée]crit\s*:)\s*$/i;
const SEPARATOR =
  /^\s*[-_]{2,}\s*(?:original message|message d'origine|forwarded message)\s*[-_]{2,}\s*$/i;

/** Folds quotations and the signature of a plain-text body. */
export function splitReply(text: string): SplitReply {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const cut = lines.findIndex(
    (line) => REPLY_HEADER.test(line) || SEPARATOR.test(line) || /^-- ?$/.test(line),
  );
  const kept = cut === -1 ? lines : lines.slice(0, cut);
  const visible = kept.filter((line) => !line.startsWith('>'));
  return {
    visible: visible.join('\n').trim(),
    quoted: [
      ...kept.filter((line) => line.startsWith('>')),
      ...(cut === -1 ? [] : lines.slice(cut)),
    ]
      .join('\n')
      .trim(),
  };
}
