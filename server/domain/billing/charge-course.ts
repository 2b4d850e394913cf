/** Where a line of the ledger stands (D5). */
export const CHARGE_STATES = [
  'draft',
  'approved',
  'waived',
  'exported',
  'invoiced',
  'disputed',
  'settled',
  'void',
] as const;
export type ChargeState = (typeof CHARGE_STATES)[number];

const NEXT: Readonly<Record<ChargeState, readonly ChargeState[]>> = {
  draft: ['approved', 'waived', 'void'],
  // until it leaves the house, a manager may still waive it
  approved: ['exported', 'waived', 'void'],
  waived: [],
  exported: ['invoiced'],
  invoiced: ['disputed', 'settled'],
  disputed: ['invoiced', 'settled'],
  settled: [],
  void: [],
};

export function mayBecome(from: ChargeState, to: ChargeState): boolean {
  return NEXT[from].includes(to);
}

/** Whether nobody outside was told of it: what takes it back then needn't be told either (D3). */
export function neverLeft(state: ChargeState): boolean {
  return state === 'draft' || state === 'approved';
}

/**
 * Where a suspended line goes on once its dispute is decided: rejected, it is due again; upheld,
 * nothing is left of it to wait for, and a reversal gives it back.
 */
export function afterDispute(upheld: boolean): ChargeState {
  return upheld ? 'settled' : 'invoiced';
}
