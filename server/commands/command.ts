import type { RenderDocument } from '../documents/document.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { TicketEvent } from '../domain/ticket/event.ts';
import type { Actor } from '../domain/user/actor.ts';
import type { RenderLetter } from '../letters/letter.ts';
import type { Db } from '../store/connect.ts';

/** What commands know of the installation. */
export type House = {
  readonly publicUrl: string;
  readonly mailDomain: string;
  readonly mailAddress: string;
  readonly secret: string;
  /** What it was before: opens what was sealed with it. */
  readonly previousSecrets: readonly string[];
  /** Seconds in which a reply can be taken back; 0 for none. */
  readonly takeBackSeconds: number;
  readonly renderLetter: RenderLetter;
  readonly renderDocument: RenderDocument;
};

/** What a transaction did, told to whoever subscribed once it is committed. */
export type Committed = {
  readonly events: TicketEvent[];
  readonly outboundEmailIds: number[];
  /** Case files that are to be made. */
  readonly caseFileIds: number[];
};

export type CommandContext = {
  readonly tx: Db;
  readonly actor: Actor;
  readonly now: Date;
  readonly house: House;
  /** Filled by the command as it goes; published only if the transaction commits. */
  readonly happened: Committed;
};

/** The only way anything changes. A refusal is a value, and leaves everything as it was. */
export type Command<Input, Value> = (
  context: CommandContext,
  input: Input,
) => Promise<Outcome<Value>>;

/** Marks a command that is one statement, which PostgreSQL makes a transaction by itself. */
export const ONE_STATEMENT: unique symbol = Symbol('one statement');

/** Declares such a command: no round trips to begin and to commit. It may not refuse after it. */
export function inOneStatement<Input, Value>(
  command: Command<Input, Value>,
): Command<Input, Value> {
  return Object.assign(command, { [ONE_STATEMENT]: true });
}

/** Runs a command as an actor, in one transaction. */
export type Run = <Input, Value>(
  command: Command<Input, Value>,
  actor: Actor,
  input: Input,
) => Promise<Outcome<Value>>;
