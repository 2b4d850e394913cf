/** How a message came to us. */
export type Trace = {
  from: string;
  /** What the client called itself. */
  helo: string;
  ip: string;
  by: string;
  protocol: 'smtp' | 'lmtp';
  at: Date;
};

/**
 * What the last server of a mail's way puts on top of it (RFC 5321, 4.4): the envelope's sender,
 * which no later reader could know otherwise, and when it was accepted (I6). A `Return-Path` that
 * came from outside no longer counts, since ours is the first.
 */
export function traceHeaders({ from, helo, ip, by, protocol, at }: Trace): string {
  const kind = protocol === 'lmtp' ? 'LMTP' : 'ESMTP';
  return [
    `Return-Path: <${oneWord(from)}>`,
    `Received: from ${oneWord(helo) || 'unknown'} ([${oneWord(ip)}])`,
    `\tby ${by} with ${kind}; ${at.toUTCString().replace('GMT', '+0000')}`,
    '',
  ].join('\r\n');
}

/** What a client says of itself can't end a line, nor an angle bracket. */
function oneWord(text: string): string {
  return text.replace(/[^\x21-\x7e\u0080-\uffff]|[<>()\\]/g, '');
}
