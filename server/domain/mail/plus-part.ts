/** An address without the part that a plus begins: `support+x@…` reaches the same mailbox. */
export function withoutPlus(address: string): string {
  return address.replace(/\+[^@]*@/, '@');
}

/** Whether an address is ours, whatever its plus part. @param ours in lower case */
export function isAmong(address: string, ours: readonly string[]): boolean {
  const bare = withoutPlus(address);
  return ours.some((own) => withoutPlus(own.toLowerCase()) === bare);
}
