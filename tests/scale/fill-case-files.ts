/** One ticket in ten has a case file, nearly all of them made; one in four hundred waits. */
export function caseFiles(): string {
  return `
    insert into case_files (ticket_id, up_to, audience, locale, state, progress, requested_by,
        requested_at, touched_at, finished_at, pdf_size, pdf_digest, zip_size, zip_digest)
    select t.id, 1, 'mediator', 'fr', 'done', 100, 1, t.received_at, t.received_at,
           t.received_at, 1000, sha256('pdf'), 2000, sha256('zip')
      from tickets t where t.id % 10 = 3;
    insert into case_files (ticket_id, up_to, audience, locale, state, progress, requested_by,
        requested_at, touched_at)
    select t.id, 1, 'staff', 'fr', 'queued', 0, 1, t.received_at, t.received_at
      from tickets t where t.id % 400 = 3;
    insert into case_file_parts (case_file_id, file, part, bytes)
    select f.id, form, 0, decode(repeat('00', 200), 'hex')
      from case_files f, unnest(array['pdf', 'zip']) form where f.state = 'done';`;
}
