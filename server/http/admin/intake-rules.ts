import { type Request, type Response, Router } from 'express';
import {
  addIntakeRule,
  changeIntakeRule,
  moveIntakeRule,
  type RuleInput,
  removeIntakeRule,
} from '../../commands/intake-rules.ts';
import { classify, type IntakeRule, RULE_FIELDS } from '../../domain/intake/rule.ts';
import type { Refusal } from '../../domain/outcome.ts';
import { KINDS } from '../../domain/ticket/ticket.ts';
import { listIntakeRules } from '../../store/intake-rules.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { IntakeRuleForm, IntakeRulesPage } from '../../views/models/intake-rules.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

const LIST = '/admin/intake-rules';
const SECTION = { section: 'intake-rules' } as const;
const NEW_RULE = emptyForm({ field: 'subject', kind: 'incident', active: 'yes' });

/** The rules that say what kind of ticket a mail opens, and a place to try them. */
export function intakeRuleRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('edit_intake_rules');
  router.get(LIST, administrators, (request, response) => showRules(deps, request, response));

  router.post(LIST, administrators, async (request, response) => {
    const values = typedRule(request);
    const outcome = await deps.run(addIntakeRule, signedInUser(request), ruleOf(values));
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, asTyped(outcome));
      return showRules(deps, request, response, { form });
    }
    sayNext(request, 'flash.rule_saved');
    response.redirect(303, LIST);
  });

  // looks and changes nothing, but what is tried may be too long for an address
  router.post(`${LIST}/trial`, administrators, async (request, response) => {
    const mail = typed(request, ['from', 'to', 'subject', 'body']);
    const { kind, rule } = classify(await listIntakeRules(deps.database), mail);
    const verdict = { kind, position: rule?.position ?? null };
    return showRules(deps, request, response, { trial: emptyForm(mail), verdict });
  });

  router.get(`${LIST}/:id`, administrators, async (request, response) => {
    const rule = await ruleIn(deps, request);
    const { field, pattern, kind, enabled } = rule;
    const form = emptyForm({ field, contains: pattern, kind, active: enabled ? 'yes' : '' });
    return showRule(deps, request, response, rule, form);
  });

  router.post(`${LIST}/:id`, administrators, async (request, response) => {
    const rule = await ruleIn(deps, request);
    const values = typedRule(request);
    const change = { id: rule.id, ...ruleOf(values) };
    const outcome = await deps.run(changeIntakeRule, signedInUser(request), change);
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, asTyped(outcome));
      return showRule(deps, request, response, rule, form);
    }
    sayNext(request, 'flash.rule_saved');
    response.redirect(303, LIST);
  });

  router.post(`${LIST}/:id/delete`, administrators, async (request, response) => {
    const id = numberOf(request.params.id) ?? 0;
    const outcome = await deps.run(removeIntakeRule, signedInUser(request), { id });
    if (!outcome.ok) throw new PageError(404);
    sayNext(request, 'flash.rule_deleted');
    response.redirect(303, LIST);
  });

  router.post(`${LIST}/:id/position`, administrators, async (request, response) => {
    const id = numberOf(request.params.id) ?? 0;
    const by = typed(request, ['move']).move === 'up' ? -1 : 1;
    const outcome = await deps.run(moveIntakeRule, signedInUser(request), { id, by });
    if (!outcome.ok) throw new PageError(404);
    response.redirect(303, LIST);
  });
  return router;
}

type TypedRule = Record<'field' | 'contains' | 'kind' | 'active', string>;

function typedRule(request: Request): TypedRule {
  return typed(request, ['field', 'contains', 'kind', 'active']);
}

/** An answer that is none of the choices is refused by the command, beside its field. */
function ruleOf({ field, contains, kind, active }: TypedRule): RuleInput {
  return {
    field: RULE_FIELDS.find((known) => known === field) ?? ('' as never),
    pattern: contains,
    kind: KINDS.find((known) => known === kind) ?? ('' as never),
    enabled: active === 'yes',
  };
}

function asTyped(refusal: Refusal): Refusal {
  return refusal.field === 'pattern' ? { ...refusal, field: 'contains' } : refusal;
}

async function ruleIn({ database }: HttpDeps, request: Request): Promise<IntakeRule> {
  const id = numberOf(request.params.id);
  const rule = (await listIntakeRules(database)).find((known) => known.id === id);
  if (!rule) throw new PageError(404);
  return rule;
}

async function showRules(
  deps: HttpDeps,
  request: Request,
  response: Response,
  shown: Partial<Pick<IntakeRulesPage, 'form' | 'trial' | 'verdict'>> = {},
) {
  const rules = await listIntakeRules(deps.database);
  await deskPage(deps, request, response, SECTION, 'intake_rules/index', {
    rules: rules.map(({ id, position, field, pattern, kind, enabled }) => ({
      id: String(id),
      position,
      field,
      contains: pattern
        .split('|')
        .map((words) => words.trim())
        .filter(Boolean)
        .join(' · '),
      kind,
      active: enabled,
    })),
    otherwise: classify([], { subject: '', body: '', from: '', to: '' }).kind,
    form: shown.form ?? NEW_RULE,
    trial: shown.trial ?? emptyForm(),
    verdict: shown.verdict ?? null,
  });
}

function showRule(
  deps: HttpDeps,
  request: Request,
  response: Response,
  { id, position }: IntakeRule,
  form: IntakeRuleForm,
) {
  const model = { id: String(id), position, form };
  return deskPage(deps, request, response, SECTION, 'intake_rules/edit', model);
}
