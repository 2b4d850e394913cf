/** What a report is called by: its ticket's number, and its place among the ticket's verdicts. */
export function reportReference(number: string, place: number): string {
  return `${number}-D${place}`;
}
