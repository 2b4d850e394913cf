/** Roles by least privilege (V5). A person of the staff may hold several; a contact holds one. */
export const ROLES = [
  'customer',
  'agent',
  'subcontractor',
  'complaint_officer_1',
  'complaint_officer_2',
  'billing_manager',
  'manager',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const LOCALES = ['fr', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
