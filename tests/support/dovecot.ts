import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { DOVECOT } from './parts.ts';
import { cutDown, cutDownTree, until } from './processes.ts';

export type TestDovecot = {
  imapPort: number;
  /** Deliver here, over LMTP, what should appear in a mailbox. */
  lmtpPort: number;
  /** The one password of every user; any user name has a mailbox. */
  password: string;
  /** As IMAP_URL would hold it. */
  imapUrl(user: string, folder?: string): string;
  /** Ends it and starts it again, on the same ports and mail; `meanwhile` it is away. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** The same, but it is killed with all that it started. */
  crash(meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

const NOBODY = 65_534;

/**
 * A Dovecot of the test's own: every user exists, nothing is kept.
 *
 * @param introspectionUrl where it asks about access tokens (RFC 7662); without, it takes none
 */
export async function startDovecot({
  introspectionUrl = null,
}: {
  introspectionUrl?: string | null;
} = {}): Promise<TestDovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-dovecot-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { name: 'nobody', uid: NOBODY, gid: NOBODY } : self();
  const [imapPort, lmtpPort] = [await freePort(), await freePort()];
  const password = 'secret';
  // Its processes run under other accounts: they must be able to come in.
  chmodSync(folder, 0o755);
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(folder, name), { mode: 0o755 });
  chownSync(join(folder, 'mail'), user.uid, user.gid);
  const settings = join(folder, 'dovecot.conf');
  const given = { folder, user, imapPort, lmtpPort, password, introspectionUrl };
  writeFileSync(settings, configuration(given));
  writeFileSync(oauthOf(folder), introspection(introspectionUrl));

  const run = () => spawn(DOVECOT.program, ['-F', '-c', settings], { stdio: 'ignore' });
  let server = run();
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const end = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
  };
  const ready = () =>
    until(async () => {
      if (server.exitCode !== null) throw new Error(readFileSync(logOf(folder), 'utf8'));
      return await greets(imapPort);
    });
  const beginAgain = async (meanwhile?: () => Promise<void>) => {
    await meanwhile?.();
    server = run();
    await ready();
  };
  const restart = async (meanwhile?: () => Promise<void>) => {
    await end();
    await beginAgain(meanwhile);
  };
  const crash = async (meanwhile?: () => Promise<void>) => {
    if (server.pid !== undefined) await cutDownTree(server.pid);
    await beginAgain(meanwhile);
  };
  const stop = async () => {
    process.off('exit', kill);
    await end();
    remove();
  };
  try {
    await ready();
  } catch (error) {
    await cutDown(server);
    remove();
    throw error;
  }
  const imapUrl = (name: string, mailbox = 'INBOX') =>
    `imap://${encodeURIComponent(name)}:${password}@127.0.0.1:${imapPort}/${encodeURIComponent(mailbox)}`;
  return { imapPort, lmtpPort, password, imapUrl, restart, crash, stop };
}

function self(): { name: string; uid: number; gid: number } {
  const { username, uid, gid } = userInfo();
  return { name: username, uid, gid };
}

async function greets(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    const [greeting] = await once(socket, 'data');
    return /OK/.test(String(greeting));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const logOf = (folder: string) => join(folder, 'dovecot.log');
const oauthOf = (folder: string) => join(folder, 'oauth2.conf');

function introspection(url: string | null): string {
  return `introspection_mode = post
introspection_url = ${url ?? ''}
username_attribute = username
active_attribute = active
active_value = true
`;
}

type Given = {
  folder: string;
  user: { name: string; uid: number; gid: number };
  imapPort: number;
  lmtpPort: number;
  password: string;
  introspectionUrl: string | null;
};

/** Dovecot 2.4 gave other names to much of what 2.3 reads. */
function configuration(given: Given): string {
  const { stdout } = spawnSync(DOVECOT.program, ['--version'], { encoding: 'utf8' });
  const [, minor = 0] = stdout.split('.').map(Number);
  const { folder, user, imapPort, lmtpPort } = given;
  return `${minor >= 4 ? mailOf24(given) : mailOf23(given)}
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${logOf(folder)}
instance_name = guichet-tests
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
auth_mechanisms = plain login${given.introspectionUrl === null ? '' : ' xoauth2 oauthbearer'}
default_internal_user = ${user.name}
default_login_user = ${user.name}
first_valid_uid = 1
first_valid_gid = 1
auth_failure_delay = 0
mail_fsync = never
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  # no waiting for whoever failed before
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${lmtpPort}
  }
}
`;
}

function mailOf23({ folder, user, password, introspectionUrl }: Given): string {
  const tokens = `passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${oauthOf(folder)}
}`;
  return `
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
${introspectionUrl === null ? '' : tokens}
passdb {
  driver = static
  mechanisms = plain login
  args = password=${password}
}
userdb {
  driver = static
  args = allow_all_users=yes uid=${user.uid} gid=${user.gid} home=${folder}/mail/%u
}`;
}

function mailOf24({ folder, user, password, introspectionUrl }: Given): string {
  const tokens = `oauth2 {
  ${introspection(introspectionUrl).trim().replaceAll('\n', '\n  ')}
}
passdb oauth2 {
  mechanisms_filter = xoauth2 oauthbearer
}`;
  return `dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ~/Maildir
${introspectionUrl === null ? '' : tokens}
passdb static {
  mechanisms_filter = plain login
  password = ${password}
}
userdb static {
  allow_all_users = yes
  fields {
    uid = ${user.uid}
    gid = ${user.gid}
    home = ${folder}/mail/%{user}
  }
}`;
}
