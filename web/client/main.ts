import { Application } from '@hotwired/stimulus';
import * as Turbo from '@hotwired/turbo';
import { askInDialog } from './confirm.ts';
import { ComposerController } from './controllers/composer.ts';
import { ConversationController } from './controllers/conversation.ts';
import { CountdownController } from './controllers/countdown.ts';
import { DismissController } from './controllers/dismiss.ts';
import { DraftController } from './controllers/draft.ts';
import { FilesController } from './controllers/files.ts';
import { ForgetController } from './controllers/forget.ts';
import { LiveController } from './controllers/live.ts';
import { PollController } from './controllers/poll.ts';
import { PreferencesController } from './controllers/preferences.ts';
import { PresenceController } from './controllers/presence.ts';
import { QueueController } from './controllers/queue.ts';
import { RefetchController } from './controllers/refetch.ts';
import { RevealController } from './controllers/reveal.ts';
import { SecretController } from './controllers/secret.ts';
import { ServiceTestsController } from './controllers/service-tests.ts';
import { ShortcutsController } from './controllers/shortcuts.ts';
import { StopwatchController } from './controllers/stopwatch.ts';
import { TakeBackController } from './controllers/take-back.ts';
import { ZoneClockController } from './controllers/zone-clock.ts';

// Turbo's own bar needs an inline stylesheet, which the page's policy refuses; ours is in layout.css.
Turbo.config.drive.progressBarDelay = 2_147_483_647;
Turbo.config.forms.confirm = askInDialog;
Turbo.start();

const application = Application.start();
application.register('composer', ComposerController);
application.register('conversation', ConversationController);
application.register('countdown', CountdownController);
application.register('dismiss', DismissController);
application.register('draft', DraftController);
application.register('files', FilesController);
application.register('forget', ForgetController);
application.register('live', LiveController);
application.register('poll', PollController);
application.register('preferences', PreferencesController);
application.register('presence', PresenceController);
application.register('queue', QueueController);
application.register('refetch', RefetchController);
application.register('reveal', RevealController);
application.register('secret', SecretController);
application.register('service-tests', ServiceTestsController);
application.register('shortcuts', ShortcutsController);
application.register('stopwatch', StopwatchController);
application.register('take-back', TakeBackController);
application.register('zone-clock', ZoneClockController);

// A page refreshed by morphing is the server's again, while its controllers stay connected: what
// they had added to it they add once more.
document.addEventListener('turbo:morph', () => {
  for (const controller of application.controllers) {
    (controller as { morphed?: () => void }).morphed?.();
  }
});
