import type { Config } from '../config.ts';
import { type Assets, buildAssets } from '../http/assets.ts';
import type { Database } from '../store/connect.ts';
import { loadProvider } from '../store/settings.ts';
import { createViews, type Views } from '../views/views.ts';
import { findWebRoot } from '../views/web-root.ts';

/** The views of the pages, in the provider's time zone, and the files they refer to. */
export async function createPageViews(
  config: Config,
  database: Database,
): Promise<{ views: Views; assets: Assets }> {
  const [assets, provider] = await Promise.all([buildAssets(), loadProvider(database)]);
  const views = createViews({
    root: findWebRoot(import.meta.url),
    zone: provider.timeZone,
    asset: assets.url,
    strict: config.environment !== 'production',
  });
  return { views, assets };
}
