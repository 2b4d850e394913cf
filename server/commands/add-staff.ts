import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { readPassword } from '../domain/user/password.ts';
import { may } from '../domain/user/permission.ts';
import { LOCALES, type Locale, ROLES, type Role } from '../domain/user/role.ts';
import { hashPassword } from '../security/password.ts';
import { insertUser, setPassword } from '../store/users.ts';
import { sendAccountLink } from './account-link.ts';
import type { Command } from './command.ts';
import { isTimeZone } from './contact.ts';

export type StaffInput = {
  name: string;
  email: string;
  roles: readonly Role[];
  locale: Locale;
  timeZone: string;
  /** Left out, the person is invited by mail to choose its own. */
  password?: string;
};

/** An administrator, or the seeds of an empty database, add somebody to the staff. */
export const addStaff: Command<StaffInput, { userId: number }> = async (context, input) => {
  const { actor, tx, now } = context;
  const seeding = actor.kind === 'system' && actor.name === 'seed';
  if (!seeding && !may(actor, 'manage_staff')) return refuse('forbidden');
  const email = readAddress(input.email);
  if (!email.ok) return email;
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  const roles = input.roles.filter((role) => role !== 'customer' && ROLES.includes(role));
  if (roles.length === 0) return refuse('required', { field: 'roles' });
  if (!LOCALES.includes(input.locale)) return refuse('invalid_choice', { field: 'locale' });
  if (!isTimeZone(input.timeZone)) return refuse('invalid_choice', { field: 'time_zone' });
  const password = input.password === undefined ? null : readPassword(input.password, email.value);
  if (password && !password.ok) return password;

  const user = await insertUser(tx, {
    customerId: null,
    name: name.value,
    email: email.value,
    roles,
    locale: input.locale,
    timeZone: input.timeZone,
    emailConfirmedAt: password ? now : null,
    createdAt: now,
  });
  if (!user) return refuse('email_taken', { field: 'email' });
  if (password) await setPassword(tx, user.id, await hashPassword(password.value));
  else await sendAccountLink(context, user, 'invite', actor.kind === 'user' ? actor.name : '');
  return accept({ userId: user.id });
};
