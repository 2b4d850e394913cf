/**
 * Whether a mail is from whom it says, as the sender's domain tells (DMARC, RFC 7489):
 *
 * - `pass`: the domain in From vouches for it, or a forwarder that we trust saw that it did (ARC);
 * - `fail`: the domain says how its mail is known, and this is not it;
 * - `none`: the domain says nothing;
 * - `unverified`: no answer came in time. That proves nothing, for or against.
 */
export const PROOF_VERDICTS = ['pass', 'fail', 'none', 'unverified'] as const;
export type ProofVerdict = (typeof PROOF_VERDICTS)[number];

/** What was found out of a mail's sender, and how. */
export type SenderProof = {
  readonly verdict: ProofVerdict;
  /** `check`: we asked; `relay`: the server that hands us our mail did (RFC 8601). */
  readonly by: 'check' | 'relay';
  /** The domain in From that was asked about. */
  readonly domain: string | null;
  /** The result of each method, in its own words (`pass`, `fail`, `temperror` …); null: not tried. */
  readonly dmarc: string | null;
  readonly spf: string | null;
  readonly dkim: readonly { readonly domain: string; readonly result: string }[];
  readonly arc: string | null;
};

/** Proved to be another's than it says: it acts on nothing that exists. */
export function isForged(proof: SenderProof | null): boolean {
  return proof?.verdict === 'fail';
}
