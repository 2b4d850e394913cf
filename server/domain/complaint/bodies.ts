/** Somebody a complaint is addressed to. */
export type Body = {
  readonly name: string;
  readonly postalAddress: string;
};

/** Who answers at each level, as the contract names them (12.1.4); a setting of the provider's. */
export type ComplaintBodies = {
  readonly customerService: Body;
  readonly consumerService: Body;
  /** Its name and contact stand in every answer that leaves a dispute unresolved (L616-1). */
  readonly mediator: Body & { readonly website: string; readonly formUrl: string };
  /** The court that the contract names to a professional (11.1). */
  readonly court: string;
  /** Whether levels 1 and 2 are offered to professionals too. */
  readonly professionals: boolean;
};
