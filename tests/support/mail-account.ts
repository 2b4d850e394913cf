import type { SaveMailAccountInput } from '../../server/commands/save-mail-account.ts';

/** A mail account as Odile would type it: with a password, on this machine. */
export function typedAccount(change: Partial<SaveMailAccountInput> = {}): SaveMailAccountInput {
  return {
    accountId: null,
    address: 'equipe@alize.example',
    sender_name: 'Alizé, équipe technique',
    team: '',
    imap_host: '',
    imap_port: '',
    imap_tls: 'starttls',
    imap_folder: '',
    smtp_host: '',
    smtp_port: '',
    smtp_tls: 'starttls',
    user_name: '',
    auth: 'password',
    provider: 'custom',
    grant: 'authorization_code',
    client_id: '',
    tenant: '',
    authorize_url: '',
    token_url: '',
    scopes: '',
    password: 'secret',
    client_secret: '',
    ...change,
  };
}
