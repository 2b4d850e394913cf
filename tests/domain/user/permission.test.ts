import { describe, expect, test } from '@jest/globals';
import type { UserActor } from '../../../server/domain/user/actor.ts';
import {
  isOfficerOnly,
  may,
  mayReachTicket,
  mayWorkOn,
} from '../../../server/domain/user/permission.ts';
import type { Role } from '../../../server/domain/user/role.ts';

const user = (roles: Role[], customerId: number | null = null): UserActor => ({
  kind: 'user',
  id: 1,
  name: 'Karim Diallo',
  roles,
  customerId,
  locale: 'fr',
  timeZone: 'Europe/Paris',
});

describe('who may do what (V5)', () => {
  test.each<[Role, boolean, boolean, boolean]>([
    ['customer', false, false, false],
    ['agent', true, false, false],
    ['subcontractor', false, false, false],
    ['complaint_officer_1', true, false, false],
    ['complaint_officer_2', true, false, false],
    ['billing_manager', false, false, false],
    ['manager', true, false, true],
    ['administrator', false, true, true],
  ])('%s: works on tickets %s, edits intake rules %s, sees the quarantine %s', (role, ...may3) => {
    const actor = user([role], role === 'customer' ? 5 : null);
    expect([
      may(actor, 'work_on_tickets'),
      may(actor, 'edit_intake_rules'),
      may(actor, 'see_quarantine'),
    ]).toEqual(may3);
  });

  test('a complaint officer works on complaints and on nothing else (P2)', () => {
    const ines = user(['complaint_officer_1']);
    expect(mayWorkOn(ines, { kind: 'complaint' })).toBe(true);
    expect(mayWorkOn(ines, { kind: 'incident' })).toBe(false);
    expect(isOfficerOnly(ines)).toBe(true);
    expect(isOfficerOnly(user(['agent', 'complaint_officer_1']))).toBe(false);
  });

  test('the product itself and visitors hold no permission', () => {
    expect(may({ kind: 'system', name: 'intake' }, 'work_on_tickets')).toBe(false);
    expect(may({ kind: 'visitor' }, 'see_outbox')).toBe(false);
  });
});

test("a ticket is its customer's and the entitled staff's, and nobody else's (V6)", () => {
  const ticket = { customerId: 5 };
  expect(mayReachTicket(user(['customer'], 5), ticket)).toBe(true);
  expect(mayReachTicket(user(['customer'], 6), ticket)).toBe(false);
  expect(mayReachTicket(user(['agent']), ticket)).toBe(true);
  expect(mayReachTicket(user(['administrator']), ticket)).toBe(false);
  expect(mayReachTicket(user(['subcontractor']), ticket)).toBe(false);
  expect(mayReachTicket({ kind: 'visitor' }, ticket)).toBe(false);
});
