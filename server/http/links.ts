import { type Request, type Response, Router } from 'express';
import { choosePassword } from '../commands/choose-password.ts';
import type { Refusal } from '../domain/outcome.ts';
import { PASSWORD_MINIMUM } from '../domain/user/password.ts';
import { tokenDigest } from '../security/one-time-token.ts';
import { findCustomer } from '../store/customers.ts';
import { findTokenOwner, type TokenPurpose } from '../store/user-tokens.ts';
import { findUser, type User } from '../store/users.ts';
import type { DeadLinkPage } from '../views/models/accounts.ts';
import { emptyForm, type Form } from '../views/models/common.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, typed } from './forms.ts';
import { plainPage } from './pages.ts';
import { signIn } from './sessions.ts';

type Link = { purpose: TokenPurpose; said: string; dead: DeadLinkPage['purpose'] };

const GONE = 410;

/**
 * The links of account mails. Looking at one uses nothing up, so that a scanner that follows every
 * link of a mail changes nothing; choosing the password uses it up, and signs in.
 */
export function linkRoutes(deps: HttpDeps): Router {
  const router = Router();
  const links: Record<string, Link> = {
    '/confirm/:token': {
      purpose: 'confirm',
      said: 'flash.address_confirmed',
      dead: 'confirmation',
    },
    '/invitation/:token': {
      purpose: 'invite',
      said: 'flash.address_confirmed',
      dead: 'confirmation',
    },
    '/password/:token': { purpose: 'reset', said: 'flash.password_changed', dead: 'password' },
  };
  for (const [path, link] of Object.entries(links)) {
    router.get(path, async (request, response) => {
      const token = tokenOf(request);
      const owner = await ownerOf(deps, token, link.purpose);
      if (!owner) return showDead(deps, request, response, link);
      return showForm(deps, request, response, { token, owner, link, form: emptyForm() });
    });

    router.post(path, async (request, response) => {
      const token = tokenOf(request);
      const { password } = typed(request, ['password']);
      const owner = await ownerOf(deps, token, link.purpose);
      if (!owner) return showDead(deps, request, response, link);
      const chosen = { token, purpose: link.purpose, password };
      const outcome = await deps.run(choosePassword, { kind: 'visitor' }, chosen);
      if (!outcome.ok) {
        if (isOver(outcome)) return showDead(deps, request, response, link);
        // a password is never sent back
        const form = formBack(response, { password: '' }, outcome);
        return showForm(deps, request, response, { token, owner, link, form });
      }
      deps.live.endUser(outcome.value.userId);
      const user = await findUser(deps.database, outcome.value.userId);
      if (user) await signIn(deps, request, user);
      sayNext(request, link.said);
      response.redirect(303, '/');
    });
  }
  return router;
}

function tokenOf(request: Request): string {
  return String(request.params.token ?? '');
}

function isOver({ reason }: Refusal): boolean {
  return reason === 'link_expired' || reason === 'account_disabled';
}

async function ownerOf({ database, clock }: HttpDeps, token: string, purpose: TokenPurpose) {
  const id = await findTokenOwner(database, tokenDigest(token), purpose, clock());
  return id === null ? null : findUser(database, id);
}

function showDead(deps: HttpDeps, request: Request, response: Response, { dead }: Link) {
  response.status(GONE);
  return plainPage(deps, request, response, 'links/dead', { purpose: dead });
}

async function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  { token, owner, link, form }: { token: string; owner: User; link: Link; form: Form<'password'> },
) {
  const shown = { token, email: owner.email, form, passwordMinimum: PASSWORD_MINIMUM };
  if (link.purpose === 'reset') {
    return plainPage(deps, request, response, 'passwords/edit', shown);
  }
  const customer = owner.customerId && (await findCustomer(deps.database, owner.customerId));
  return plainPage(deps, request, response, 'confirmations/show', {
    ...shown,
    purpose: link.purpose === 'invite' ? 'invitation' : 'registration',
    organisation: customer ? customer.name : null,
  });
}
