/** Who asks. The visitor has not signed in; Tiare is another customer than the ticket's. */
export const ASKERS = ['visitor', 'jean', 'tiare', 'karim', 'nadia', 'odile'] as const;
export type Asker = (typeof ASKERS)[number];

/**
 * What every route of the product answers to each, asked with a valid token and an empty form:
 * 200 shown, 303 done or sent elsewhere (a visitor to the sign-in page), 403 not theirs by role,
 * 404 not there or another customer's, 410 a dead link, 422 allowed and the empty form refused.
 *
 * A route without a line here fails the suite, and so does a line without a route.
 */
export const WHO_MAY = `
                                        visitor jean tiare karim nadia odile
GET  /healthz                               200  200   200   200   200   200
GET  /                                      303  200   200   303   303   303

GET  /sign-in                               200  303   303   303   303   303
POST /sign-in                               422  422   422   422   422   422
POST /sign-out                              303  303   303   303   303   303
GET  /register                              200  200   200   200   200   200
POST /register                              422  422   422   422   422   422
GET  /confirm/:token                        410  410   410   410   410   410
POST /confirm/:token                        410  410   410   410   410   410
GET  /invitation/:token                     410  410   410   410   410   410
POST /invitation/:token                     410  410   410   410   410   410
GET  /password/:token                       410  410   410   410   410   410
POST /password/:token                       410  410   410   410   410   410
GET  /password/forgotten                    200  200   200   200   200   200
GET  /tariff/:token                         410  410   410   410   410   410
POST /tariff/:token                         410  410   410   410   410   410
POST /password/forgotten                    422  422   422   422   422   422
POST /preferences                           303  303   303   303   303   303
GET  /notices/new                           200  200   200   200   200   200
POST /notices                               422  422   422   422   422   422
GET  /notices/sent                          404  404   404   404   404   404

GET  /tickets                               303  200   200   403   403   403
GET  /tickets/new/incident                  303  200   200   403   403   403
POST /tickets/new/incident                  303  422   422   403   403   403
GET  /tickets/new/information-request       303  200   200   403   403   403
POST /tickets/new/information-request       303  422   422   403   403   403
GET  /tickets/:number                       303  200   404   303   303   403
GET  /tickets/:number/clocks/:name          303  200   404   303   303   403
POST /tickets/:number/acceptance            303  303   404   403   403   403
POST /tickets/:number/messages              303  422   404   403   403   403
POST /tickets/:number/secrets               303  422   404   403   403   403
POST /tickets/:number/secrets/:id/wipe      303  404   404   403   403   403
GET  /maintenance                           303  200   200   403   403   403
GET  /maintenance.ics                       404  404   404   404   404   404
GET  /messages/:id/html                     404  200   404   200   200   404
GET  /messages/:id/redaction                303  200   404   200   200   404
POST /messages/:id/redaction                303  422   404   422   422   404
GET  /attachments/:id/:name                 303  200   404   200   200   404
GET  /inline/:id                            403  403   403   403   403   403

GET  /desk                                  303  403   403   200   200   403
GET  /desk/views                            303  403   403   200   200   403
GET  /desk/tickets/:number                  303  403   403   200   200   403
GET  /desk/tickets/:number/clocks/:name     303  403   403   200   200   403
POST /desk/tickets/:number/replies          303  403   403   422   422   403
POST /desk/tickets/:number/notes            303  403   403   422   422   403
PUT  /desk/tickets/:number/draft            303  403   403   404   404   403
POST /desk/tickets/:number/secrets          303  403   403   422   422   403
GET  /desk/tickets/:number/secrets/:id/reveal 303 403  403   303   303   403
POST /desk/tickets/:number/secrets/:id/reveal 303 403  403   404   404   403
POST /desk/tickets/:number/secrets/:id/wipe 303  403   403   404   404   403
POST /desk/tickets/:number/assignment       303  403   403   303   303   403
POST /desk/tickets/:number/status           303  403   403   303   303   403
POST /desk/tickets/:number/kind             303  403   403   422   422   403
POST /desk/tickets/:number/acceptance       303  403   403   303   303   403
POST /desk/tickets/:number/merger           303  403   403   422   422   403
POST /desk/tickets/:number/refusal          303  403   403   422   422   403
POST /desk/tickets/:number/conduct-flags    303  403   403   422   422   403
POST /desk/tickets/:number/priority         303  403   403   422   422   403
POST /desk/tickets/:number/service          303  403   403   303   303   403
POST /desk/tickets/:number/reassessment     303  403   403   403   422   403
POST /desk/assignments                      303  403   403   303   303   403
GET  /desk/tickets/:number/diagnosis        303  403   403   200   200   403
GET  /desk/timer                            303  403   403   200   200   403
POST /desk/tickets/:number/timer            303  403   403   303   303   403
POST /desk/tickets/:number/timer/end        303  403   403   303   303   403
POST /desk/tickets/:number/time             303  403   403   422   422   403
POST /desk/tickets/:number/time/:id/correction 303  403   403   404   404   403
GET  /desk/calls/new                        303  403   403   200   200   403
POST /desk/calls                            303  403   403   422   422   403
GET  /desk/customers                        303  403   403   200   200   200
GET  /desk/customers/:id                    303  403   403   200   200   200
POST /desk/customers/:id                    303  403   403   422   422   422
POST /desk/customers/:id/territory          303  403   403   422   422   422
GET  /desk/customers/:id/conduct            303  403   403   200   200   403
POST /desk/customers/:id/block              303  403   403   403   422   403
POST /desk/customers/:id/block/end          303  403   403   403   303   403
POST /desk/customers/:id/plan               303  403   403   403   303   303
POST /desk/customers/:id/agreements         303  403   403   422   422   403
POST /desk/customers/:id/agreements/:agreement/withdrawal 303 403 403 404 404 403
GET  /desk/customers/:id/services/new       303  403   403   403   200   200
POST /desk/customers/:id/services           303  403   403   403   422   422
GET  /desk/services/:id                     303  403   403   200   200   200
POST /desk/services/:id                     303  403   403   403   422   422
POST /desk/services/:id/end                 303  403   403   403   303   303
GET  /desk/figures                          303  403   403   403   200   403
GET  /desk/figures/compliance.csv           303  403   403   403   200   403
GET  /desk/figures/responses.csv            303  403   403   403   200   403
GET  /desk/figures/backlog.csv              303  403   403   403   200   403
GET  /desk/figures/ahead.csv                303  403   403   403   200   403
GET  /desk/figures/diagnosis                303  403   403   403   200   403
GET  /desk/figures/diagnosis/outcomes.csv   303  403   403   403   200   403
GET  /desk/figures/diagnosis/months.csv     303  403   403   403   200   403
GET  /desk/figures/diagnosis/agents.csv     303  403   403   403   200   403
GET  /desk/figures/diagnosis/services.csv   303  403   403   403   200   403
GET  /desk/figures/diagnosis/charges.csv    303  403   403   403   200   403
GET  /desk/invitations                      303  403   403   200   200   200
POST /desk/invitations                      303  403   403   422   422   422
GET  /desk/suspensions                      303  403   403   200   200   403
GET  /desk/suspensions/new                  303  403   403   200   200   403
POST /desk/suspensions/new                  303  403   403   200   200   403
POST /desk/suspensions                      303  403   403   422   422   403
GET  /desk/suspensions/:id                  303  403   403   200   200   403
POST /desk/suspensions/:id                  303  403   403   422   422   403
POST /desk/suspensions/:id/cancellation     303  403   403   422   422   403
GET  /desk/tickets/:number/claims           303  403   403   403   200   403
POST /desk/tickets/:number/claims           303  403   403   403   422   403
GET  /desk/charges                          303  403   403   403   200   403
POST /desk/charges/:id/approval             303  403   403   403   404   403
POST /desk/charges/:id/waiver               303  403   403   403   422   403
GET  /desk/statements                       303  403   403   403   200   403
POST /desk/statements                       303  403   403   403   404   403
GET  /desk/statements/:id                   303  403   403   403   404   403
GET  /desk/statements/:id/statement.csv     303  403   403   403   404   403
GET  /desk/statements/:id/statement.json    303  403   403   403   404   403
GET  /desk/statements/:id/statement.pdf     303  403   403   403   404   403
GET  /desk/credits                          303  403   403   403   200   403
POST /desk/credits/:id/approval             303  403   403   403   404   403
POST /desk/credits/:id/rejection            303  403   403   403   422   403
GET  /outbox                                303  403   403   200   200   200
GET  /outbox/:id                            303  403   403   200   200   200
GET  /outbox/:id/html                       303  403   403   200   200   200

GET  /admin/intake-rules                    303  403   403   403   403   200
POST /admin/intake-rules                    303  403   403   403   403   422
POST /admin/intake-rules/trial              303  403   403   403   403   200
GET  /admin/intake-rules/:id                303  403   403   403   403   200
POST /admin/intake-rules/:id                303  403   403   403   403   422
POST /admin/intake-rules/:id/position       303  403   403   403   403   303
POST /admin/intake-rules/:id/delete         303  403   403   403   403   303
GET  /admin/quarantine                      303  403   403   403   200   200
GET  /admin/quarantine/:id/raw              303  403   403   403   404   404
POST /admin/quarantine/:id/retry            303  403   403   403   403   404
GET  /admin/refused-mails                   303  403   403   403   200   200
GET  /admin/refused-mails/:id               303  403   403   403   404   404
GET  /admin/refused-mails/:id/raw           303  403   403   403   404   404
POST /admin/refused-mails/:id/release       303  403   403   403   403   404

GET  /admin/calendars                       303  403   403   403   200   200
POST /admin/calendars                       303  403   403   403   422   422
GET  /admin/calendars/new                   303  403   403   403   200   200
GET  /admin/calendars/:id                   303  403   403   403   200   200
POST /admin/calendars/:id                   303  403   403   403   422   422
GET  /admin/plans                           303  403   403   403   200   200
POST /admin/plans                           303  403   403   403   422   422
GET  /admin/plans/new                       303  403   403   403   200   200
GET  /admin/plans/:id                       303  403   403   403   200   200
POST /admin/plans/:id                       303  403   403   403   422   422
GET  /admin/tariffs                         303  403   403   403   200   200
POST /admin/tariffs                         303  403   403   403   422   422
POST /admin/tariffs/vat                     303  403   403   403   422   422
POST /admin/tariffs/timer                   303  403   403   403   422   422
GET  /admin/teams                           303  403   403   403   403   200
POST /admin/teams                           303  403   403   403   403   422
POST /admin/teams/countries                 303  403   403   403   403   422
GET  /admin/teams/new                       303  403   403   403   403   200
GET  /admin/teams/:id                       303  403   403   403   403   200
POST /admin/teams/:id                       303  403   403   403   403   422
`;
