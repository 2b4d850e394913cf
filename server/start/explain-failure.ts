import type { Config } from '../config.ts';
import { StartProblem } from '../embedded/start-problem.ts';

/**
 * The line that tells the operator why it did not start, when it is something to put right;
 * undefined for what only a stack can explain.
 */
export function explainFailure(error: unknown, config: Config): string | undefined {
  if (error instanceof StartProblem) return error.message;
  const { code, syscall, port, address } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  if (syscall !== 'listen' && syscall !== 'bind') return undefined;
  const name = port === config.mailListen?.port ? 'MAIL_LISTEN' : 'PORT';
  const reasons: Record<string, string> = {
    EADDRINUSE: 'is already in use: stop what is using it, or choose another',
    EACCES: 'may not be used by this account: choose one above 1023',
    EADDRNOTAVAIL: 'is not an address of this machine',
  };
  return `${name}: ${address}:${port} ${reasons[code ?? ''] ?? `cannot be listened on (${code})`}.`;
}
