import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM } from './parts.ts';

/** Debian's Chromium, without a window and without talking to its maker. */
export async function openChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: CHROMIUM.program,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
