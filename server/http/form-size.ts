/** The most that a form without files may weigh, in bytes: any text that a field takes fits. */
export const FORM_BYTES = 2_000_000;
