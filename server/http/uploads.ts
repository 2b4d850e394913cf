import type { Request, RequestHandler } from 'express';
import multer, { type StorageEngine } from 'multer';
import type { UploadedFile } from '../commands/uploaded-files.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { ATTACHMENT_LIMITS } from '../domain/ticket/attachment.ts';
import { FORM_BYTES } from './form-size.ts';

type Taken = { files: UploadedFile[]; count: number; bytes: number };

/** A form larger than this is not read to its end. */
const READ_BYTES = 200 * 1024 * 1024;

const taken = new WeakMap<Request, Taken>();

/**
 * Reads a form with files into memory. What is beyond the limits is counted and let go, never kept,
 * so that the form's words arrive whole and come back with the refusal; a visitor's files are let
 * go altogether.
 */
export function readForms(): RequestHandler {
  const parse = multer({
    storage: keepWithinLimits,
    defParamCharset: 'utf8',
    limits: { fieldSize: FORM_BYTES, fields: 100, fieldNameSize: 100 },
  }).any();
  return (request, response, next) => {
    if (Number(request.get('content-length')) > READ_BYTES && request.is('multipart/form-data')) {
      response.set('Connection', 'close');
      return next(Object.assign(new Error('the form is too large to be read'), { status: 413 }));
    }
    parse(request, response, next);
  };
}

/** The files of a form, or the refusal that their number or size calls for. */
export function uploadedFiles(request: Request): Outcome<UploadedFile[]> {
  const { files, count, bytes } = takenBy(request);
  const field = 'attachments';
  if (count > ATTACHMENT_LIMITS.files) {
    return refuse('too_many_attachments', { field, details: { max: ATTACHMENT_LIMITS.files } });
  }
  if (bytes > ATTACHMENT_LIMITS.totalBytes) {
    const megabytes = ATTACHMENT_LIMITS.totalBytes / 1024 / 1024;
    return refuse('attachments_too_large', { field, details: { megabytes } });
  }
  return accept(files);
}

function takenBy(request: Request): Taken {
  const known = taken.get(request);
  if (known) return known;
  const none: Taken = { files: [], count: 0, bytes: 0 };
  taken.set(request, none);
  return none;
}

const keepWithinLimits: StorageEngine = {
  _handleFile(request, file, done) {
    const form = takenBy(request as Request);
    form.count += 1;
    let parts: Buffer[] = [];
    file.stream.on('data', (part: Buffer) => {
      form.bytes += part.length;
      const over =
        form.bytes > ATTACHMENT_LIMITS.totalBytes || form.count > ATTACHMENT_LIMITS.files;
      if (over || !request.user) {
        parts = [];
        form.files = [];
      } else parts.push(part);
    });
    file.stream.on('error', done);
    file.stream.on('end', () => {
      const bytes = Buffer.concat(parts);
      form.files.push({ name: file.originalname, contentType: file.mimetype, bytes });
      done(null, {});
    });
  },
  _removeFile(_request, _file, done) {
    done(null);
  },
};
