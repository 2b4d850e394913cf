import { done } from '../../seeds/done.ts';
import {
  type RequestCaseFileInput,
  requestCaseFile,
} from '../../server/commands/request-case-file.ts';
import type { CaseFileForm } from '../../server/domain/case-file/case-file.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { makeCaseFile } from '../../server/jobs/handlers/make-case-file.ts';
import { readCaseFilePart } from '../../server/store/case-file-parts.ts';
import { type CaseFile, findCaseFile } from '../../server/store/case-files.ts';
import { loadTranslations } from '../../server/views/i18n.ts';
import { findWebRoot } from '../../server/views/web-root.ts';
import type { World } from './world.ts';

const translations = loadTranslations(`${findWebRoot(import.meta.url)}/locales`, { strict: true });

/** What makes case files, as the worker is given it. */
export function makerOf({ knex, run, house }: Pick<World, 'knex' | 'run' | 'house'>) {
  const { renderDocument } = house;
  return { database: knex, run, renderDocument, translate: translations.in };
}

/** Asks for a case file and has it made. */
export async function caseFileOf(
  world: World,
  by: UserActor,
  input: Pick<RequestCaseFileInput, 'number'> & Partial<RequestCaseFileInput>,
): Promise<CaseFile> {
  const whole = { audience: 'mediator', locale: 'fr', upTo: null, ...input } as const;
  const { id } = done(await world.run(requestCaseFile, by, whole));
  await makeCaseFile(makerOf(world), id);
  const made = await findCaseFile(world.knex, id);
  if (!made) throw new Error('no case file');
  return made;
}

/** All of one of its files. */
export async function bytesOf(world: World, id: number, file: CaseFileForm): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let part = 0; ; part += 1) {
    const bytes = await readCaseFilePart(world.knex, id, file, part);
    if (bytes === null) return Buffer.concat(parts);
    parts.push(bytes);
  }
}
