import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { type Assets, buildAssets } from '../../server/http/assets.ts';

let assets: Assets;
let server: Server;

beforeAll(async () => {
  assets = await buildAssets();
  server = createServer(express().use(assets.handle));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Buffer;
}

function get(path: string, encoding: string): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ port, path, headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('styles, scripts and fonts', () => {
  test('are named by their content and kept for ever', async () => {
    expect(assets.url('main.css')).toMatch(/^\/assets\/main-[A-Z0-9]{8}\.css$/);
    const { status, headers } = await get(assets.url('main.css'), 'identity');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
  });

  test('travel compressed, and say their size', async () => {
    const plain = await get(assets.url('main.js'), 'identity');
    const br = await get(assets.url('main.js'), 'br, gzip');
    expect(br.headers['content-encoding']).toBe('br');
    expect(br.headers.vary).toBe('Accept-Encoding');
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    expect(Number(br.headers['content-length'])).toBe(br.body.length);
  });

  test('a font is sent as it is: it is compressed already', async () => {
    const font = assets.url('atkinson-next-text.woff2');
    const { headers } = await get(font, 'br, gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-type']).toBe('font/woff2');
  });

  test('nothing else is under their address', async () => {
    for (const path of ['/assets/', '/assets/../package.json', '/assets/main.css']) {
      expect((await get(path, 'identity')).status).toBe(404);
    }
    expect(() => assets.url('nothing.css')).toThrow('no asset is called nothing.css');
  });

  test('weigh, all together, less than 100 kB: with its page, a first visit stays below 120', () => {
    const total = Object.values(assets.weights()).reduce((sum, bytes) => sum + bytes, 0);
    expect(total).toBeLessThan(100_000);
  });

  test('fetch nothing from another host', async () => {
    const css = (await get(assets.url('main.css'), 'identity')).body.toString();
    expect(css).not.toMatch(/url\(["']?(?:https?:)?\/\//);
  });
});
