import { Type, type Static } from 'typebox'
import { askConfluence, type ConfluenceSender } from './ask-confluence.ts'
import type { ConfluenceClient } from './confluence-client.ts'
import { maybe } from './confluence-schemas.ts'
import { orUndefined } from './or-undefined.ts'

type FindUser = Pick<ConfluenceClient, 'findUser'>

const Person = Type.Object({
  type: Type.String(),
  displayName: Type.String(),
  email: maybe(Type.String()),
  username: maybe(Type.String()),
})

export function cloudUsers(sender: ConfluenceSender): FindUser {
  return {
    findUser: async (id) => {
      const person = await findPerson(sender, '/wiki/rest/api/user', { accountId: id })
      // An e-mail that the profile hides is an empty text.
      return person && { id, username: null, name: person.displayName, email: person.email || null }
    },
  }
}

/** By the user key, as mentions have it; the API tells no e-mail. */
export function dataCenterUsers(sender: ConfluenceSender): FindUser {
  return {
    findUser: async (id) => {
      const person = await findPerson(sender, '/rest/api/user', { key: id })
      return person && { id, username: person.username ?? null, name: person.displayName, email: null }
    },
  }
}

async function findPerson(
  sender: ConfluenceSender,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Static<typeof Person> | undefined> {
  const person = await orUndefined(askConfluence(sender, Person, { method: 'GET', path, query }))
  // Of somebody who was removed, some servers still say that they are unknown.
  return person?.type === 'known' || person?.type === 'user' ? person : undefined
}
