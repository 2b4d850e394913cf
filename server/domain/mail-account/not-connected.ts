/** Kept in the place of a token endpoint's refusal where nobody could ask it: no consent is kept. */
export const NOT_CONNECTED = 'not_connected';
