import type { Role } from '../../domain/user/role.ts';
import type { Form } from './common.ts';

/** One account of the demonstration, offered for signing in; never in production. */
export interface DemoLogin {
  name: string;
  role: Role;
  email: string;
  password: string;
}

export interface SignInPage {
  form: Form<'email' | 'password'>;
  /** Where to go afterwards, kept in a hidden field; empty for the home page. */
  next: string;
  demo: DemoLogin[];
}

export interface RegistrationPage {
  form: Form<'name' | 'organisation' | 'quality' | 'email' | 'time_zone'>;
  /** The time zones offered, by their IANA names. */
  zones: readonly string[];
}

/** After registering or asking for a new password: the same words whether or not the account exists. */
export interface MailSentPage {
  email: string;
  /** How long the link in the mail works, in hours. */
  hours: number;
}

/** A link from a mail. A password confirms, so that a scanner that follows it changes nothing. */
export interface ConfirmationPage {
  purpose: 'registration' | 'invitation';
  token: string;
  email: string;
  /** Whose tickets an invitation opens. */
  organisation: string | null;
  form: Form<'password'>;
  passwordMinimum: number;
}

export interface ForgottenPasswordPage {
  form: Form<'email'>;
}

export interface NewPasswordPage {
  token: string;
  email: string;
  form: Form<'password'>;
  passwordMinimum: number;
}

/** A link that was used, is too old, or was never ours. */
export interface DeadLinkPage {
  purpose: 'confirmation' | 'password';
}
