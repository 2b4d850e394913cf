import type { CaseFileError } from '../../domain/case-file/case-file.ts';

/** Why a case file can't be made: what is kept doesn't hold. */
export class CannotMake extends Error {
  readonly reason: CaseFileError;
  constructor(reason: CaseFileError) {
    super(reason);
    this.reason = reason;
  }
}
