import type { ClickupPerson } from '../../../connectors/clickup/index.ts'

/** By their whole address; never by a part of a name. */
export function findPeople(
  emails: readonly string[],
  members: readonly ClickupPerson[],
): { readonly ids: readonly string[]; readonly notes: readonly string[] } {
  const found = emails.map((email) => ({
    email,
    id: members.find((one) => one.email?.toLowerCase() === email.toLowerCase())?.id,
  }))
  return {
    ids: [...new Set(found.flatMap(({ id }) => id ?? []))],
    notes: found
      .filter(({ id }) => id === undefined)
      .map(({ email }) => `Nobody in ClickUp has the address ${email}, so nobody was assigned for it.`),
  }
}
