const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Characters that reverse or hide what follows: `exe.fdp` must not read as `pdf.exe`. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A name fit for a disk, a header or a page, from the one that a sender gave: no path, no control
 * or direction character, no reserved device name, at most 200 characters. Never empty.
 */
export function safeFileName(name: string): string {
  let safe = '';
  for (const char of name.normalize('NFC').replace(INVISIBLE, '')) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 32 || (code >= 127 && code < 160)) continue;
    safe += '/\\:*?"<>|'.includes(char) ? '_' : char;
  }
  safe = safe.trim().replace(/[. ]+$/, '');
  if (safe === '' || /^\.*$/.test(safe)) return 'attachment';
  if (WINDOWS_DEVICE.test(safe)) safe = `_${safe}`;
  if (safe.length <= 200) return safe;
  const dot = safe.lastIndexOf('.');
  const extension = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : '';
  return safe.slice(0, 200 - extension.length) + extension;
}
