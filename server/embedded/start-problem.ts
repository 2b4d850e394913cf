/**
 * Something the operator can put right. Its message is one line that says what is wrong and where;
 * entry files print it alone and exit with 1, without a stack.
 */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}
