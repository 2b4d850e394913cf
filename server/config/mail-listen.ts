/** Where mail is accepted from other mail servers. */
export type MailListen = { protocol: 'smtp' | 'lmtp'; host: string; port: number };

/** Reads `host:port`, `smtp://host:port`, `lmtp://host:port` or `off` (null); undefined otherwise. */
export function parseMailListen(text: string): MailListen | null | undefined {
  if (text.toLowerCase() === 'off') return null;
  const match = /^(?:(smtp|lmtp):\/\/)?(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})\/?$/i.exec(text);
  const host = match?.[2] ?? match?.[3];
  const port = Number(match?.[4]);
  if (!host || port < 1 || port > 65_535) return undefined;
  return { protocol: match?.[1]?.toLowerCase() === 'lmtp' ? 'lmtp' : 'smtp', host, port };
}
