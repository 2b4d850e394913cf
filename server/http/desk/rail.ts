import type { UserActor } from '../../domain/user/actor.ts';
import { may, type Permission } from '../../domain/user/permission.ts';
import type { DeskSection, RailGroup } from '../../views/models/layout.ts';

type Entry = {
  readonly href: string;
  readonly glyph: string;
  /** Its words in the locale files. */
  readonly key: string;
  readonly section: DeskSection;
  readonly permission: Permission;
};

const entry = (
  href: string,
  glyph: string,
  key: string,
  section: DeskSection,
  permission: Permission,
): Entry => ({ href, glyph, key, section, permission });

/** Everything the rail can offer besides the queue's views, by the kind of work it belongs to. */
const GROUPS: readonly { readonly key: string; readonly entries: readonly Entry[] }[] = [
  {
    key: 'layout.groups.customers',
    entries: [
      entry('/desk/customers', 'users', 'layout.customers', 'customers', 'see_customers'),
      entry(
        '/desk/invitations',
        'user-plus',
        'layout.invitations',
        'invitations',
        'invite_contacts',
      ),
      entry(
        '/desk/complaints/new',
        'file-pen-line',
        'complaint_desk.record.link',
        'complaints',
        'record_complaints',
      ),
      entry(
        '/desk/suspensions',
        'construction',
        'suspensions.title',
        'suspensions',
        'publish_suspensions',
      ),
      entry('/desk/figures', 'chart-column', 'layout.figures', 'figures', 'see_figures'),
    ],
  },
  {
    key: 'layout.groups.billing',
    entries: [
      entry('/desk/charges', 'receipt-euro', 'layout.billing', 'billing', 'decide_charges'),
      entry('/desk/disputes', 'scale', 'disputes.title', 'disputes', 'decide_disputes'),
      entry('/desk/credits', 'hand-coins', 'layout.credits', 'credits', 'decide_credits'),
    ],
  },
  {
    key: 'layout.groups.mail',
    entries: [
      entry('/admin/mailboxes', 'inbox', 'layout.mailboxes', 'mailboxes', 'see_mailboxes'),
      entry(
        '/admin/mail-accounts',
        'at-sign',
        'layout.mail_accounts',
        'mail-accounts',
        'edit_mail_accounts',
      ),
      entry(
        '/admin/quarantine',
        'mail-warning',
        'layout.quarantine',
        'quarantine',
        'see_quarantine',
      ),
      entry(
        '/admin/refused-mails',
        'ban',
        'conduct.refused_mails.title',
        'refused-mails',
        'see_quarantine',
      ),
      entry(
        '/admin/intake-rules',
        'list-checks',
        'layout.intake_rules',
        'intake-rules',
        'edit_intake_rules',
      ),
      entry(
        '/admin/mail-rules',
        'shield-check',
        'mail_rules.title',
        'mail-rules',
        'edit_intake_rules',
      ),
      entry('/admin/dkim', 'key-round', 'layout.dkim', 'dkim', 'edit_mail_accounts'),
      entry('/outbox', 'send', 'layout.outbox', 'outbox', 'see_outbox'),
    ],
  },
  {
    key: 'layout.groups.settings',
    entries: [
      entry('/admin/plans', 'handshake', 'layout.plans', 'plans', 'edit_plans'),
      entry('/admin/tariffs', 'badge-euro', 'layout.tariffs', 'tariffs', 'edit_tariffs'),
      entry('/admin/tests', 'flask-conical', 'tests.title', 'tests', 'edit_tests'),
      entry(
        '/admin/calendars',
        'calendar-clock',
        'layout.calendars',
        'calendars',
        'edit_calendars',
      ),
      entry(
        '/admin/complaint-bodies',
        'landmark',
        'complaint_desk.bodies.link',
        'complaint-bodies',
        'edit_provider',
      ),
      entry('/admin/teams', 'users-round', 'layout.teams', 'teams', 'manage_staff'),
    ],
  },
];

/**
 * What the rail offers this reader: no entry that its roles don't open, no empty group.
 *
 * @param current where the reader is
 * @param alerts how many things wait for a person, by where they are looked at
 * @param without where there is nothing to see on this installation
 */
export function railGroups(
  user: UserActor,
  current: DeskSection,
  {
    alerts,
    without,
  }: {
    alerts: Partial<Record<DeskSection, number>>;
    without: readonly DeskSection[];
  },
): RailGroup[] {
  return GROUPS.map(({ key, entries }) => ({
    key,
    links: entries
      .filter(({ permission, section }) => may(user, permission) && !without.includes(section))
      .map(({ href, glyph, key, section }) => ({
        href,
        glyph,
        key,
        on: section === current,
        count: alerts[section] ?? 0,
      })),
  })).filter(({ links }) => links.length > 0);
}
