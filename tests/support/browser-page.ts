import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../seeds/cast.ts';

const SHOTS = fileURLToPath(new URL('../output/screenshots/', import.meta.url));

/** Somebody at a browser of their own, signed in. What the page complains of fails the test. */
export async function personAt(
  browser: Browser,
  url: string,
  email: string,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: 'fr-FR',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => {
    // something newer took the place of what was being fetched: nobody misses it
    if (error.name !== 'AbortError') complaints.push(error.message);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Adresse').first().fill(email);
  await page.getByLabel('Mot de passe').first().fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((at) => at.pathname !== '/sign-in');
  return { page, complaints };
}

/** Axe finds nothing, and the page is kept as a picture, wide and narrow. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes.map((n) => n.target).join(', ')}`),
  ).toEqual([]);
  mkdirSync(SHOTS, { recursive: true });
  const wide = page.viewportSize();
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
    true,
  );
  await page.screenshot({ path: join(SHOTS, `${name}-390.png`), fullPage: true });
  if (wide) await page.setViewportSize(wide);
}
