/** No mail is ever delivered there (RFC 2606, 6761). */
const NOWHERE = '@anonymous.invalid';

/** The address of somebody who left none: unlike any other, and never written to. */
export function nobodyAddress(id: string): string {
  return `${id}${NOWHERE}`;
}

export function isNobody(address: string): boolean {
  return address.endsWith(NOWHERE);
}
