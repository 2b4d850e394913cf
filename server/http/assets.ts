import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import type { RequestHandler } from 'express';
import { findWebRoot } from '../views/web-root.ts';
import { turboWithoutStyles } from './turbo-without-styles.ts';

/** One built file, in the encodings a browser may ask for. */
interface Asset {
  type: string;
  plain: Buffer;
  br: Buffer | null;
  gzip: Buffer | null;
}

export interface Assets {
  /** The address of a file by its plain name: 'main.css' is '/assets/main-3F2A.css'. Throws if unknown. */
  url(name: string): string;
  /** Serves /assets/…; anything it does not know is left to the next handler. */
  handle: RequestHandler;
  /** Bytes on the wire, brotli where it applies, by plain name. */
  weights(): Record<string, number>;
}

const PREFIX = '/assets/';
const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

/**
 * Bundles web/client and web/styles in memory at start. A name carries its content's hash, so a
 * file is cached for ever and a new one is a new name. The socket client is a chunk of its own,
 * fetched only by pages that listen.
 */
export async function buildAssets(): Promise<Assets> {
  const root = findWebRoot(import.meta.url);
  const built = await build({
    absWorkingDir: join(root, '..'),
    entryPoints: [
      { in: join(root, 'client/main.ts'), out: 'main' },
      { in: join(root, 'styles/main.css'), out: 'main' },
      { in: join(root, 'styles/icon.svg'), out: 'icon' },
    ],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox121', 'safari17.5'],
    minify: true,
    legalComments: 'none',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    outdir: '/assets',
    publicPath: PREFIX,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    plugins: [turboWithoutStyles],
    write: false,
    logLevel: 'silent',
  });

  const files = new Map<string, Asset>();
  const names = new Map<string, string>();
  await Promise.all(
    built.outputFiles.map(async ({ path, contents }) => {
      const file = basename(path);
      files.set(file, await compressed(file, Buffer.from(contents)));
      names.set(file.replace(/-[A-Z0-9]{8}(?=\.)/, ''), file);
    }),
  );

  return {
    url(name) {
      const file = names.get(name);
      if (!file) throw new Error(`no asset is called ${name}`);
      return PREFIX + file;
    },
    handle(request, response, next) {
      const found = request.path.startsWith(PREFIX) && files.get(request.path.slice(PREFIX.length));
      if (!found || !['GET', 'HEAD'].includes(request.method)) return next();
      const encoding = found.br ? request.acceptsEncodings(['br', 'gzip', 'identity']) : 'identity';
      response.set({
        'Content-Type': found.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      });
      if (encoding === 'br' || encoding === 'gzip') {
        response.set('Content-Encoding', encoding);
        response.end(found[encoding]);
      } else {
        response.end(found.plain);
      }
    },
    weights: () =>
      Object.fromEntries(
        [...names].map(([name, file]) => {
          const { br, plain } = files.get(file) as Asset;
          return [name, (br ?? plain).length];
        }),
      ),
  };
}

async function compressed(file: string, plain: Buffer): Promise<Asset> {
  const extension = file.slice(file.lastIndexOf('.') + 1);
  const type = TYPES[extension] ?? 'application/octet-stream';
  // A woff2 is brotli already.
  if (extension === 'woff2') return { type, plain, br: null, gzip: null };
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(plain, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    promisify(gzip)(plain, { level: 9 }),
  ]);
  return { type, plain, br, gzip: zipped };
}
