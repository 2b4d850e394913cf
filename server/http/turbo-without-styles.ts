import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const INSTALLS = 'this.installStylesheetElement();';

/**
 * Turbo puts a <style> for its progress bar in every page as soon as it loads, which a policy
 * without inline styles refuses, noisily. The bar itself is replaced by one in layout.css, so the
 * call is left out of the bundle. A Turbo that no longer has it stops the build rather than pass.
 */
export const turboWithoutStyles: Plugin = {
  name: 'turbo-without-styles',
  setup(build) {
    build.onLoad({ filter: /@hotwired[\\/]turbo[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(INSTALLS)) throw new Error(`${path} has no ${INSTALLS}`);
      return { contents: source.replace(INSTALLS, ''), loader: 'js' };
    });
  },
};
