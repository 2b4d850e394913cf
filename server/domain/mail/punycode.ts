const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const PREFIX = 'xn--';
/** No domain is longer (RFC 1035, 2.3.4). */
const LONGEST = 255;

/** A domain as people would read it: its `xn--` labels decoded (RFC 3492) where they can be. */
export function readableDomain(domain: string): string {
  if (domain.length > LONGEST) return domain;
  return domain
    .toLowerCase()
    .split('.')
    .map((label) => (label.startsWith(PREFIX) ? (decode(label.slice(4)) ?? label) : label))
    .join('.');
}

/** A domain as it is asked about: ASCII only; as it was given where it can't be. */
export function asciiDomain(domain: string): string {
  const address = `http://${domain}`;
  if (/[/?#@:\\]/.test(domain) || !URL.canParse(address)) return domain;
  return new URL(address).hostname;
}

function decode(label: string): string | null {
  const cut = label.lastIndexOf('-');
  const output = [...label.slice(0, Math.max(cut, 0))].map((char) => char.charCodeAt(0));
  let [n, i, bias] = [128, 0, 72];
  let at = cut + 1;
  while (at < label.length) {
    const before = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(label.charCodeAt(at));
      at += 1;
      if (digit === null) return null;
      i += digit * weight;
      const t = k <= bias ? T_MIN : Math.min(k - bias, T_MAX);
      if (digit < t) break;
      weight *= BASE - t;
      if (i > 0x7f_ff_ff_ff || weight > 0x7f_ff_ff_ff) return null;
    }
    const length = output.length + 1;
    bias = adapt(i - before, length, before === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10_ff_ff) return null;
    output.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : null;
}

function adapt(given: number, length: number, first: boolean): number {
  let delta = first ? Math.floor(given / 700) : given >> 1;
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE)
    delta = Math.floor(delta / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * delta) / (delta + 38));
}
