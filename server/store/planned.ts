import type { Knex } from 'knex';

/**
 * A large question that the path of every mail asks: named, so that each connection plans it once
 * instead of each time it is asked, which takes longer than answering it.
 *
 * @param name of this text and no other
 */
export function planned(query: Knex.Raw, name: string): Knex.Raw {
  return query.options({ name });
}
